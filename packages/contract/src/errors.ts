import type { RefusalCode, RefusalKind } from "@scrip/domain/refusals";

export type { FieldProblem } from "@scrip/domain/refusals";

/** Every code of an error. `internal` is not a refusal: Scrip's own code is wrong, and the status is 500. */
export type ErrorCode = RefusalCode | "internal";

/** The data of an error beside its message, under `data.scrip`. */
export interface ErrorData {
  readonly code: ErrorCode;
  /** The figures behind a refusal; for `bad_input` the fields that are wrong. */
  readonly details: Readonly<Record<string, unknown>>;
  /** When a retry may succeed, in milliseconds; `null` if the same call is refused again. */
  readonly retryAfterMs: number | null;
  /** The operators find the request in the logs by this id. */
  readonly requestId: string | null;
}

/** The HTTP status of each kind of refusal. A new kind does not compile until it is here. */
export const HTTP_STATUS = {
  invalid: 400,
  unauthenticated: 401,
  payment: 402,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  unprocessable: 422,
  limited: 429,
  transient: 503,
} as const satisfies Record<RefusalKind, number>;

const KINDS = Object.keys(HTTP_STATUS) as RefusalKind[];

/** The kind of refusal of an HTTP status; `null` for any other status. */
export function kindOfStatus(status: number): RefusalKind | null {
  return KINDS.find((kind) => HTTP_STATUS[kind] === status) ?? null;
}
