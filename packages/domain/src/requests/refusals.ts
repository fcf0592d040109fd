import type { RefusalPart } from "../refusal/part.ts";

/** Refusals that any request may get. */
export const REQUEST_REFUSALS = {
  bad_input: {
    kind: "invalid",
    meaning: "The request is malformed, or a field has a value that is not allowed.",
    data: { fields: "problems" },
  },
  not_found: {
    kind: "missing",
    meaning: "The address, the procedure, or the entry or other row that the request names does not exist.",
    data: {},
  },
  key_reused: {
    kind: "unprocessable",
    meaning: "The idempotency key was used before with another payload.",
    data: { operation: "text", key: "text" },
  },
  too_many_requests: {
    kind: "limited",
    meaning: "The key, the session, the organization or the address makes more requests than it may.",
    data: {},
  },
  busy: {
    kind: "transient",
    meaning: "Too many requests are waiting.",
    data: {},
  },
  organization_moved: {
    kind: "transient",
    meaning: "The organization is moving from one database to another.",
    data: {},
  },
  unavailable: {
    kind: "transient",
    meaning: "The database did not answer in time, or the server is stopping.",
    data: {},
  },
} as const satisfies RefusalPart;
