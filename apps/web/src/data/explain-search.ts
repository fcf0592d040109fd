import { type Search, textParam, wholeParam } from "./search.ts";

/** What the drawer explains next to the page: at most one of these. */
export interface ExplainSearch {
  readonly entry?: number | undefined;
  /** `grant_…` */
  readonly grant?: string | undefined;
  /** The number of an entry, an instant such as `2026-01-05T09:00:00.000Z`, or `now`. */
  readonly asOf?: string | undefined;
}

/** Closes the drawer. Each parameter is named, since the router keeps a parameter that a search leaves out. */
export const NOTHING_EXPLAINED: ExplainSearch = { entry: undefined, grant: undefined, asOf: undefined };

const GRANT = /^grant_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const POINT = /^(?:now|[1-9]\d{0,14}|2[01]\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/;

/** Reads the drawer's parameters from the address. Each is named, as in `NOTHING_EXPLAINED`. */
export function readExplainSearch(search: Search): ExplainSearch {
  const matching = (name: string, form: RegExp): string | undefined => {
    const text = textParam(search[name]);
    return text !== undefined && form.test(text) ? text : undefined;
  };
  return { entry: wholeParam(search.entry), grant: matching("grant", GRANT), asOf: matching("asOf", POINT) };
}

/** Whether a search opens the drawer. */
export const isExplaining = (search: ExplainSearch): boolean =>
  search.entry !== undefined || search.grant !== undefined || search.asOf !== undefined;
