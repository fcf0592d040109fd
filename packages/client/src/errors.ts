import type { FieldProblem } from "@scrip/contract/errors";
import type { AccessDeniedCode, BadInputCode, RefusedCode, UnavailableCode, UnexpectedCode } from "./codes.ts";
import { toWire } from "./given.ts";
import type { RefusalDetails } from "./refusal-details.ts";

export type ErrorCode = BadInputCode | AccessDeniedCode | RefusedCode | UnavailableCode | UnexpectedCode;

/** What every error of the client says. */
export interface ErrorFacts<Code extends ErrorCode, Details extends object = Readonly<Record<string, unknown>>> {
  readonly code: Code;
  /** A sentence for people. It never has the key in it. */
  readonly message: string;
  readonly details: Details;
  /** The HTTP status, `null` where there was no answer. */
  readonly status: number | null;
  /** To be quoted to the operators of the platform; `null` where the API did not give one. */
  readonly requestId: string | null;
}

/** Whatever goes wrong with a call. `code` is stable, `message` is for people. */
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

/** The rules said no. The same call will be refused again; `isRefusal` gives its details their types. */
export class Refused<Code extends RefusedCode = RefusedCode> extends ScripError<Code, RefusalDetails<Code>> {
  override readonly name = "Refused";
}

/** The call is not one that the API takes; `fields` say what is wrong and what is allowed. */
export class BadInput extends ScripError<BadInputCode> {
  override readonly name = "BadInput";

  get fields(): readonly FieldProblem[] {
    const { fields } = this.details;
    return Array.isArray(fields) ? fields : [];
  }
}

/** The key is not known, or may not do this. */
export class AccessDenied extends ScripError<AccessDeniedCode> {
  override readonly name = "AccessDenied";
}

/**
 * There was no answer in spite of all attempts. Whether the call took effect is not known: the same
 * call with this `idempotencyKey` finds out, and makes up for it, without a second effect.
 */
export class Unavailable extends ScripError<UnavailableCode> {
  override readonly name = "Unavailable";
  readonly attempts: number;
  /** `null` for what changes nothing. */
  readonly idempotencyKey: string | null;

  constructor(
    facts: ErrorFacts<UnavailableCode>,
    tried: { readonly attempts: number; readonly idempotencyKey: string | null; readonly cause?: Error | undefined },
  ) {
    super(facts, tried.cause === undefined ? undefined : { cause: tried.cause });
    this.attempts = tried.attempts;
    this.idempotencyKey = tried.idempotencyKey;
  }
}
