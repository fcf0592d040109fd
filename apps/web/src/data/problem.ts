import { type ErrorData, kindOfStatus } from "@scrip/contract/errors";
import type { RefusalKind } from "@scrip/domain/refusals";
import { ApiError } from "./api-request.ts";
import { isNotLoaded } from "./not-loaded.ts";

/** An error, as the pages show it. */
export interface Problem {
  /** `refused`: the rules refuse it; `offline`: no answer from the server; `failed`: the server could not do it. */
  readonly kind: "signed_out" | "missing" | "refused" | "offline" | "failed";
  readonly title: string;
  /** One sentence: what happened and what to do. */
  readonly message: string;
  /** A stable code; `null` without an answer from the server. */
  readonly code: ErrorData["code"] | null;
  readonly details: ErrorData["details"];
  /** The id that a person quotes to the operators. */
  readonly requestId: string | null;
  /** Whether the same call may succeed later. */
  readonly mayPass: boolean;
  /** The earliest time for another try, in ms from now. */
  readonly retryAfterMs: number | null;
}

const TITLES: Record<Problem["kind"], string> = {
  signed_out: "You are signed out",
  missing: "There is nothing here",
  refused: "This was refused",
  offline: "The server can not be reached",
  failed: "Something went wrong",
};

/** Reads any error: of a procedure, of the network, or of the page itself. */
export function problemOf(error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  const data = answerData(error);
  if (data === null) return withoutAnswer(error, message);
  const { code, details, requestId, retryAfterMs } = data;
  const kind = kindOf(data.httpStatus);
  return { kind, title: TITLES[kind], message, code, details, requestId, mayPass: kind === "failed", retryAfterMs };
}

const NO_ANSWER = { code: null, details: {}, requestId: null, retryAfterMs: null };

/**
 * An error of the network is an `ApiError` without data, a `TypeError`, or code that was not loaded. Any other one is a
 * fault of the page.
 */
function withoutAnswer(error: unknown, message: string): Problem {
  const isNetwork = error instanceof TypeError || error instanceof ApiError || isNotLoaded(error);
  if (!isNetwork) return { ...NO_ANSWER, kind: "failed", title: TITLES.failed, message, mayPass: false };
  const advice = "Check the connection, then try again.";
  return { ...NO_ANSWER, kind: "offline", title: TITLES.offline, message: advice, mayPass: true };
}

/** The problem of each kind of refusal. A new kind does not compile until it is here. */
const PROBLEM_OF_KIND: Readonly<Record<RefusalKind, Problem["kind"]>> = {
  invalid: "refused",
  unauthenticated: "signed_out",
  forbidden: "refused",
  missing: "missing",
  conflict: "refused",
  payment: "refused",
  unprocessable: "refused",
  limited: "failed",
  transient: "failed",
};

/**
 * Derives the kind from the HTTP status of the answer. A page needs no table of codes, and understands a code that only
 * a newer server knows.
 */
function kindOf(status: number): Problem["kind"] {
  const kind = kindOfStatus(status);
  if (kind !== null) return PROBLEM_OF_KIND[kind];
  return status >= 500 ? "failed" : "refused";
}

/** The data of an error. In a batch each call has a status of its own. */
interface AnswerData extends ErrorData {
  readonly httpStatus: number;
}

function answerData(error: unknown): AnswerData | null {
  if (typeof error !== "object" || error === null || !("data" in error)) return null;
  const { data } = error;
  if (typeof data !== "object" || data === null || !("scrip" in data)) return null;
  const { scrip, httpStatus } = data as { scrip: ErrorData; httpStatus: number };
  return { ...scrip, httpStatus };
}
