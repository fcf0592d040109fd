import { InvalidArgumentError } from "commander";

/** Parses the id of a campaign, and returns the bare UUID. */
export function campaignId(text: string): string {
  const id = /^campaign_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text)?.[1];
  if (id !== undefined) return id;
  throw new InvalidArgumentError('It must be an id that begins with "campaign_".');
}
