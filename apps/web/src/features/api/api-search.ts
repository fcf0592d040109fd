import { textParam } from "../../data/search.ts";

/** The entry of the list that shows the codes of errors. */
export const ERRORS = "errors";

/** The state of the API reference in the address. */
export interface ApiSearch {
  /** The operation that is open, such as `jobsStart`; `errors` for the codes. The first, if not given. */
  readonly operation?: string | undefined;
  /** The organization that the examples name, `org_…`. */
  readonly org?: string | undefined;
}

export const readApiSearch = (search: Record<string, unknown>): ApiSearch => ({
  operation: textParam(search.operation),
  org: textParam(search.org),
});
