import { type CodesOfKind, isRefusalCode, REFUSALS, type RefusalCode, type RefusalKind } from "@scrip/domain/refusals";

/** What a caller can do about an error: correct the call, get access, accept it, or try again. */
export type Meaning = "bad_input" | "denied" | "refused" | "transient";

/** The meaning of each kind of refusal for a caller. A new kind does not compile until it is listed here. */
const MEANINGS = {
  invalid: "bad_input",
  unauthenticated: "denied",
  forbidden: "denied",
  missing: "refused",
  conflict: "refused",
  payment: "refused",
  unprocessable: "refused",
  limited: "transient",
  transient: "transient",
} as const satisfies Record<RefusalKind, Meaning>;

/** Codes whose meaning differs from that of their kind: no key gives access to a test clock in production. */
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
/** `internal` is an error in Scrip's own code. The client makes the last two: no answer arrived. */
export type UnavailableCode = CodesOfKind<"transient" | "limited"> | "internal" | "unreachable" | "timed_out";
/** Another server answered in place of Scrip: it sent a redirect, or a page of a proxy. */
export type UnexpectedCode = "unexpected_answer";

const TOO_MANY_REQUESTS = 429;

/** @param status the HTTP status, which decides for a code that only a newer API has */
export function meaningOf(code: string, status: number): Meaning {
  if (!isRefusalCode(code)) return status >= 500 || status === TOO_MANY_REQUESTS ? "transient" : "refused";
  const exceptions: Partial<Record<RefusalCode, Meaning>> = EXCEPTIONS;
  return exceptions[code] ?? MEANINGS[REFUSALS[code].kind];
}
