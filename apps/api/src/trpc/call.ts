import type { Caller } from "@scrip/usecases/deps";
import type { TRPCError } from "@trpc/server";

/** One call of a procedure, with its fields for the log. A request carries up to a hundred calls. */
export interface Call {
  readonly procedure: string;
  /** Set once the caller is known. */
  orgId?: string;
  /** Set once the caller is known, such as `service_key:0190…`. */
  actor?: string;
  /** The error that the call returned. */
  error?: TRPCError;
}

/** The fields of a log line about a call. */
export interface CallFields {
  readonly procedure: string;
  readonly orgId: string | undefined;
  readonly actor: string | undefined;
}

export function callFields({ procedure, orgId, actor }: Call): CallFields {
  return { procedure, orgId, actor };
}

/** What the span of a call says of it. */
export function spanFields({ orgId, actor }: Call) {
  return { "scrip.org_id": orgId, "scrip.actor": actor };
}

/** The text of an actor in log lines. */
export function actorText({ type, id }: Caller["actor"]): string {
  return `${type}:${id}`;
}

/**
 * The call of a request that an error belongs to. A stream fails after its call was answered, but it is the only
 * call of its request.
 */
export function callOfError(calls: readonly Call[], error: TRPCError): Call | undefined {
  return calls.find((call) => call.error === error) ?? (calls.length === 1 ? calls[0] : undefined);
}
