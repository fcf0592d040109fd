import { link, text } from "./events/values.ts";

/**
 * What every mail about an event of an organization has besides: `url` is the page to act on, `choices` the page where the
 * reader chooses which mails to get. They are `null` if the process knows no address.
 */
export const about = { organization: text, url: link.nullable(), choices: link.nullable().optional() };
