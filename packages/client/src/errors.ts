import type { FieldProblem } from "@scrip/contract/errors";
import type { AccessDeniedCode, BadInputCode, RefusedCode, UnavailableCode, UnexpectedCode } from "./codes.ts";
import { toWire } from "./given.ts";
import type { RefusalDetails } from "./refusal-details.ts";

export type ErrorCode = BadInputCode | AccessDeniedCode | RefusedCode | UnavailableCode | UnexpectedCode;

/** The facts that every error of the client has. */
export interface ErrorFacts<Code extends ErrorCode, Details extends object = Readonly<Record<string, unknown>>> {
  readonly code: Code;
  /** A sentence for people. It never contains the key. */
  readonly message: string;
  readonly details: Details;
  /** The HTTP status; `null` if there was no answer. */
  readonly status: number | null;
  /** The id to quote to the platform's operators; `null` if the API sent none. */
  readonly requestId: string | null;
}

/** Any failure of a call. `code` is stable, `message` is for people. */
export class ScripError<Code extends ErrorCode = ErrorCode, Details extends object = Readonly<Record<string, unknown>>>
  extends Error
  implements ErrorFacts<Code, Details>
{
  override readonly name: string = "ScripError";
  readonly code: Code;
  readonly details: Details;
  readonly status: number | null;
  readonly requestId: string | null;

  constructor(facts: ErrorFacts<Code, Details>, options?: ErrorOptions) {
    super(facts.message, options);
    this.code = facts.code;
    this.details = facts.details;
    this.status = facts.status;
    this.requestId = facts.requestId;
  }

  /** For logs: amounts as digits, since JSON has no `bigint`. */
  toJSON(): Record<string, unknown> {
    const { name, code, message, details, status, requestId } = this;
    return { name, code, message, details: toWire(details), status, requestId };
  }
}

/** A rule refuses the call. The same call is refused again. `isRefusal` narrows the type of `details`. */
export class Refused<Code extends RefusedCode = RefusedCode> extends ScripError<Code, RefusalDetails<Code>> {
  override readonly name = "Refused";
}

/** The API does not accept the input; `fields` say what is wrong and what is allowed. */
export class BadInput extends ScripError<BadInputCode> {
  override readonly name = "BadInput";

  get fields(): readonly FieldProblem[] {
    const { fields } = this.details;
    return Array.isArray(fields) ? fields : [];
  }
}

/** The key is unknown, or lacks a permission. */
export class AccessDenied extends ScripError<AccessDeniedCode> {
  override readonly name = "AccessDenied";
}

/**
 * No attempt got an answer. The call may or may not have taken effect. Repeat it with the same `idempotencyKey`:
 * Scrip returns the first answer, or executes the call if it never took effect.
 */
export class Unavailable extends ScripError<UnavailableCode> {
  override readonly name = "Unavailable";
  readonly attempts: number;
  /** `null` for a query, which changes nothing. */
  readonly idempotencyKey: string | null;

  constructor(
    facts: ErrorFacts<UnavailableCode>,
    outcome: { readonly attempts: number; readonly idempotencyKey: string | null; readonly cause?: Error | undefined },
  ) {
    super(facts, outcome.cause === undefined ? undefined : { cause: outcome.cause });
    this.attempts = outcome.attempts;
    this.idempotencyKey = outcome.idempotencyKey;
  }
}
