import type { ErrorData } from "@scrip/contract/errors";
import { CallFailed } from "./call-failed.ts";
import {
  type AccessDeniedCode,
  type BadInputCode,
  meaningOf,
  type RefusedCode,
  type UnavailableCode,
} from "./codes.ts";
import { AccessDenied, BadInput, type ErrorFacts, Refused, ScripError } from "./errors.ts";
import { ForeignAnswer } from "./foreign-answer.ts";
import { TimedOut } from "./in-time.ts";
import { innermost } from "./innermost.ts";
import { type RefusalDetails, refusalDetails } from "./refusal-details.ts";

/** Why an attempt failed: permanently, or in a way that a retry may overcome. */
export type Failure =
  | { readonly kind: "final"; readonly error: ScripError }
  | {
      readonly kind: "transient";
      readonly facts: ErrorFacts<UnavailableCode>;
      readonly retryAfterMs: number | null;
      /** The message of the thrown error. The error itself may contain the request with its key. */
      readonly cause: string;
    };

/** Classifies a thrown error. @param conceal removes the key from a text */
export function failureOf(thrown: unknown, conceal: (text: string) => string): Failure {
  const cause = innermost(thrown);
  if (cause instanceof ForeignAnswer) return foreign(cause);
  if (cause instanceof TimedOut) return silent("timed_out", `Scrip gave ${cause.message}.`, cause.message);
  if (thrown instanceof CallFailed) {
    const { data } = thrown;
    return answered(data, { message: conceal(thrown.message), status: data.httpStatus });
  }
  const text = conceal(cause instanceof Error ? cause.message || cause.name : String(cause));
  return silent("unreachable", `Scrip could not be reached: ${text}.`, text);
}

function answered(data: ErrorData, { message, status }: { message: string; status: number }): Failure {
  const facts = { message, status, details: data.details, requestId: data.requestId };
  switch (meaningOf(data.code, status)) {
    case "refused": {
      const details = refusalDetails(data.code, data.details) as RefusalDetails<RefusedCode>;
      return { kind: "final", error: new Refused({ ...facts, code: data.code as RefusedCode, details }) };
    }
    case "bad_input":
      return { kind: "final", error: new BadInput({ ...facts, code: data.code as BadInputCode }) };
    case "denied":
      return { kind: "final", error: new AccessDenied({ ...facts, code: data.code as AccessDeniedCode }) };
    case "transient": {
      const code = data.code as UnavailableCode;
      return { kind: "transient", facts: { ...facts, code }, retryAfterMs: data.retryAfterMs, cause: message };
    }
  }
}

/** A 5xx or 429 of a proxy means that the API is down for now. Any other status means that the URL is wrong. */
function foreign({ status, retryAfterMs, message }: ForeignAnswer): Failure {
  if (status < 500 && status !== 429) return unexpected(status);
  const code = status === 429 ? "too_many_requests" : "unavailable";
  const facts = { code, message: `Scrip is not available: ${message}.`, status, details: {}, requestId: null } as const;
  return { kind: "transient", facts, retryAfterMs, cause: message };
}

function silent(code: "unreachable" | "timed_out", message: string, cause: string): Failure {
  const facts = { code, message, details: {}, status: null, requestId: null };
  return { kind: "transient", facts, retryAfterMs: null, cause };
}

function unexpected(status: number): Failure {
  const message = `The answer did not come from Scrip's API (HTTP ${status}). Check the client's url.`;
  const facts = { code: "unexpected_answer", message, details: {}, status, requestId: null } as const;
  return { kind: "final", error: new ScripError(facts) };
}
