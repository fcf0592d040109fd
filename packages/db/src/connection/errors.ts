import type { CodesOfKind } from "@scrip/domain/refusals";

/** The codes of refusals that a retry may overcome. */
export type TransientCode = CodesOfKind<"transient" | "limited">;

/**
 * A temporary failure: a lost connection, a lock that took too long, a full queue. It is safe to send the call again.
 */
export class TransientError extends Error {
  override readonly name = "TransientError";
  /** The code of the refusal, such as `busy`. */
  readonly reason: TransientCode;
  readonly retryAfterMs: number;

  constructor(reason: TransientCode, message: string, retryAfterMs: number, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Reports that the database did not answer, or that other transactions locked the rows. The call may be sent again. */
export function unavailable(cause: unknown): TransientError {
  return new TransientError("unavailable", `${reasonOf(cause)} Try again shortly.`, 1000, cause);
}

function reasonOf(cause: unknown): string {
  const state = stateOf(cause);
  if (LOCK_STATES.has(state)) return "Another change takes long.";
  return REASONS[state] ?? "The database did not answer.";
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

/** The organization does not live in this cell: its row names another one. */
export class OrganizationMoved extends Error {
  override readonly name = "OrganizationMoved";
  readonly orgId: string;
  /** The cell to ask. */
  readonly to: string;

  constructor(orgId: string, to: string) {
    super(`the organization ${orgId} moved to the cell ${to}`);
    this.orgId = orgId;
    this.to = to;
  }
}

/** The error code of a batch that did not find every row that it had locked. */
const MISSED_ROWS = "SC001";

/** Whether the database found that a batch does not add up. */
export function isMissedRows(error: unknown): error is Error {
  return stateOf(error) === MISSED_ROWS;
}

/** Whether a statement failed because another row has the same key. */
export function isUniqueViolation(error: unknown): boolean {
  return stateOf(error) === "23505";
}

/** Whether a statement failed because it would break this constraint. */
export function breaks(error: unknown, constraint: string): boolean {
  return stateOf(error).startsWith("23") && (error as { constraint?: string }).constraint === constraint;
}

/** Serialization, deadlock, lock and statement time-outs: another transaction uses the same rows. */
const LOCK_STATES = new Set(["40001", "40P01", "55P03", "57014"]);

/** Out of memory, or above a limit of the server: perhaps only because of this statement. */
const SHORTAGE_STATES = new Set(["53200", "53400"]);

/** A server that is starting, stopping, full or read-only, or that ended the session or the transaction. */
const TRANSIENT_STATES = new Set([
  // A standby, or a primary that became one, or one whose operator allows no changes.
  "25006",
  // Time-outs of idle transactions, of transactions and of idle sessions.
  "25P03",
  "25P04",
  "57P05",
  // The outcome of a statement is not known; its key finds it.
  "40003",
  "53100",
  "53300",
  "57P01",
  "57P02",
  "57P03",
]);

/** The message for the caller, by SQLSTATE. For any other code it says that the database did not answer. */
const REASONS: Readonly<Record<string, string>> = {
  "25006": "The database allows no changes at the moment.",
  "53100": "The database has no space left.",
};

const TRANSIENT_SYSTEM = new Set(["ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT", "ENOENT"]);

/** Whether the connection stalled: statements that were sent on it may still run, and it is useless from now on. */
export function isStalled(error: unknown): boolean {
  return error instanceof Error && error.message === "Query read timeout";
}

/** Whether the failure may concern one organization alone: others used its rows, or its statement needs too much. */
export function isContention(error: unknown): boolean {
  const state = stateOf(error);
  return LOCK_STATES.has(state) || SHORTAGE_STATES.has(state);
}

/** Whether the whole unit may be run again after this error of the driver. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isStalled(error)) return true;
  if (isContention(error)) return true;
  const code = stateOf(error);
  if (TRANSIENT_STATES.has(code) || TRANSIENT_SYSTEM.has(code) || code.startsWith("08")) return true;
  return /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/.test(
    error.message,
  );
}

/** PostgreSQL's or the system's code of an error; empty if it has none. */
function stateOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
