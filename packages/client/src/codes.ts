import { type CodesOfKind, isRefusalCode, REFUSALS, type RefusalCode, type RefusalKind } from "@scrip/domain/refusals";

/** What a caller can do about an error: correct the call, get access, accept it, or try again. */
export type Meaning = "bad_input" | "denied" | "refused" | "transient";

/** What each kind of refusal means for a caller. A new kind does not compile until it is here. */
const MEANINGS = {
  invalid: "bad_input",
  unauthenticated: "denied",
  forbidden: "denied",
  missing: "refused",
  conflict: "refused",
  payment: "refused",
  unprocessable: "refused",
  transient: "transient",
} as const satisfies Record<RefusalKind, Meaning>;

/** Codes whose meaning is not that of their kind: no key would get access to a test clock in production. */
const EXCEPTIONS = { test_clock_refused: "refused" } as const satisfies Partial<Record<RefusalCode, Meaning>>;

type CodesMeaning<M extends Meaning> = {
  [Code in RefusalCode]: MeaningOf<Code> extends M ? Code : never;
}[RefusalCode];

type MeaningOf<Code extends RefusalCode> = Code extends keyof typeof EXCEPTIONS
  ? (typeof EXCEPTIONS)[Code]
  : (typeof MEANINGS)[(typeof REFUSALS)[Code]["kind"]];

export type BadInputCode = CodesMeaning<"bad_input">;
export type AccessDeniedCode = CodesMeaning<"denied">;
export type RefusedCode = CodesMeaning<"refused">;
/**
 * `internal` is an error of Scrip's own code. The others come from the client: a proxy asked for fewer requests, or
 * there was no answer.
 */
export type UnavailableCode = CodesOfKind<"transient"> | "internal" | "too_many_requests" | "unreachable" | "timed_out";
/** What came was no answer of Scrip: a redirect, or a page of something that stands before it. */
export type UnexpectedCode = "unexpected_answer";

const TOO_MANY_REQUESTS = 429;

/** @param status the HTTP status, which speaks for codes that a newer API may have */
export function meaningOf(code: string, status: number): Meaning {
  if (!isRefusalCode(code)) return status >= 500 || status === TOO_MANY_REQUESTS ? "transient" : "refused";
  const exceptions: Partial<Record<RefusalCode, Meaning>> = EXCEPTIONS;
  return exceptions[code] ?? MEANINGS[REFUSALS[code].kind];
}
