import type { RequestCode } from "@scrip/contract/errors";
import type { RefusalCode } from "@scrip/domain/ledger";

/**
 * What each code that comes before the ledger's rules means for a caller. Every other code of the
 * API is a refusal by the rules. A new code does not compile until it has its place here.
 */
const MEANINGS = {
  bad_input: "bad_input",
  organization_required: "bad_input",
  unauthenticated: "denied",
  scope_missing: "denied",
  foreign_page: "denied",
  development_only: "denied",
  test_clock_refused: "refused",
  clock_after_entries: "refused",
  not_on_test_clock: "refused",
  name_taken: "refused",
  not_found: "refused",
  too_many_requests: "transient",
  busy: "transient",
  unavailable: "transient",
  internal: "transient",
} as const satisfies Record<RequestCode, Meaning>;

/** What a caller can do about an error: correct the call, get access, accept it, or try again. */
export type Meaning = "bad_input" | "denied" | "refused" | "transient";

type CodesMeaning<M extends Meaning> = {
  [Code in RequestCode]: (typeof MEANINGS)[Code] extends M ? Code : never;
}[RequestCode];

export type BadInputCode = CodesMeaning<"bad_input">;
export type AccessDeniedCode = CodesMeaning<"denied">;
export type RefusedCode = RefusalCode | CodesMeaning<"refused">;
/** `unreachable` and `timed_out` are the client's own: there was no answer. */
export type UnavailableCode = CodesMeaning<"transient"> | "unreachable" | "timed_out";
/** What came was no answer of Scrip: a redirect, or a page of something that stands before it. */
export type UnexpectedCode = "unexpected_answer";

/** @param status the HTTP status, which speaks for codes that a newer API may have */
export function meaningOf(code: string, status: number): Meaning {
  if (Object.hasOwn(MEANINGS, code)) return MEANINGS[code as RequestCode];
  return status >= 500 ? "transient" : "refused";
}
