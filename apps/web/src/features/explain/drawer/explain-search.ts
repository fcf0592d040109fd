import { type Search, textParam, wholeParam } from "../../../data/search.ts";

/** What is explained beside the page; at most one of them. */
export interface ExplainSearch {
  readonly entry?: number | undefined;
  /** `grant_…` */
  readonly grant?: string | undefined;
  /** The number of an entry, an instant such as `2026-01-05T09:00:00.000Z`, or `now`. */
  readonly asOf?: string | undefined;
}

export const NOTHING: ExplainSearch = { entry: undefined, grant: undefined, asOf: undefined };

const GRANT = /^grant_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const POINT = /^(?:now|[1-9]\d{0,14}|2[01]\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/;

/** Reads what the address says. All are named, since what is not named keeps what the address says. */
export function readExplainSearch(search: Search): ExplainSearch {
  const matching = (name: string, form: RegExp): string | undefined => {
    const text = textParam(search[name]);
    return text !== undefined && form.test(text) ? text : undefined;
  };
  return { entry: wholeParam(search.entry), grant: matching("grant", GRANT), asOf: matching("asOf", POINT) };
}

export const isOpen = ({ entry, grant, asOf }: ExplainSearch): boolean =>
  entry !== undefined || grant !== undefined || asOf !== undefined;
