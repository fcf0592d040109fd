import type { CodesOfKind } from "@scrip/domain/refusals";

/**
 * A temporary failure: a lost connection, a lock that took too long, a full queue. It is safe to send the call again.
 */
export class TransientError extends Error {
  override readonly name = "TransientError";
  /** The code of the refusal, such as `busy`. */
  readonly reason: CodesOfKind<"transient">;
  readonly retryAfterMs: number;

  constructor(reason: CodesOfKind<"transient">, message: string, retryAfterMs: number, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Reports that the database did not answer, or that other transactions locked the rows. The call may be sent again. */
export function unavailable(cause: unknown): TransientError {
  const message = isContention(cause)
    ? "Another change takes long. Try again shortly."
    : "The database did not answer. Try again shortly.";
  return new TransientError("unavailable", message, 1000, cause);
}

/** A fault in our own code: the ledger does not add up. Never retried. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
}

/** The organization does not exist, or the reader may not see it. */
export class OrganizationMissing extends Error {
  override readonly name = "OrganizationMissing";
  readonly orgId: string;

  constructor(orgId: string) {
    super(`there is no organization ${orgId}`);
    this.orgId = orgId;
  }
}

/** The error code of a batch that did not find every row that it had locked. */
const MISSED_ROWS = "SC001";

/** Whether the database found that a batch does not add up. */
export function isMissedRows(error: unknown): error is Error {
  return stateOf(error) === MISSED_ROWS;
}

/** Serialization, deadlock, lock and statement time-outs: another transaction uses the same rows. */
const CONTENTION_STATES = new Set(["40001", "40P01", "55P03", "57014"]);
/** A server that is starting, stopping or full. */
const TRANSIENT_STATES = new Set(["57P01", "57P02", "57P03", "53300"]);
const TRANSIENT_SYSTEM = new Set(["ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT", "ENOENT"]);

/** Whether the connection stalled: statements that were sent on it may still run, and it is useless from now on. */
export function isStalled(error: unknown): boolean {
  return error instanceof Error && error.message === "Query read timeout";
}

/** Whether other transactions used the same rows, perhaps of one organization alone. */
export function isContention(error: unknown): boolean {
  return CONTENTION_STATES.has(stateOf(error));
}

/** Whether the whole unit may be run again after this error of the driver. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isStalled(error)) return true;
  const code = stateOf(error);
  if (CONTENTION_STATES.has(code) || TRANSIENT_STATES.has(code) || TRANSIENT_SYSTEM.has(code) || code.startsWith("08"))
    return true;
  return /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/.test(
    error.message,
  );
}

/** PostgreSQL's or the system's code of an error; empty if it has none. */
function stateOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
