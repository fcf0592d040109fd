import { oneParam, textParam } from "./search.ts";

/** How a sign-in at an identity provider failed: the server adds it to the address of the page. */
export interface SsoProblemSearch {
  readonly problem?: "sso" | undefined;
  /** A short code, such as `outside_domains`. */
  readonly code?: string | undefined;
}

/** Reads the search parameters of a failed sign-in. */
export function readSsoProblem(search: Record<string, unknown>): SsoProblemSearch {
  const code = textParam(search.code);
  // Named even if unset, since the router keeps a parameter that a search leaves out.
  return {
    problem: oneParam(search.problem, ["sso"]),
    code: code !== undefined && /^[a-z0-9_]{1,60}$/.test(code) ? code : undefined,
  };
}
