import type { RefusalPart } from "../refusal/part.ts";

/** Why a caller is not let in. */
export const ACCESS_REFUSALS = {
  unauthenticated: {
    kind: "unauthenticated",
    meaning: "The request has neither a session nor a valid service key.",
    data: {},
  },
  scope_missing: {
    kind: "forbidden",
    meaning: "The service key or the member's role does not include the scope.",
    data: { scope: "text" },
  },
  foreign_page: {
    kind: "forbidden",
    meaning: "A browser sent the request from a page of another server.",
    data: {},
  },
  development_only: {
    kind: "forbidden",
    meaning: "The sign-in by one click works on a development server only, under its known address.",
    data: {},
  },
} as const satisfies RefusalPart;
