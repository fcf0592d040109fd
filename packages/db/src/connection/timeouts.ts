/** The time limits of a connection in milliseconds; 0 means no limit. */
export interface Timeouts {
  readonly statementMs: number;
  /** For an answer to arrive: the client gives up a stalled connection, since the server cannot notice it. */
  readonly answerMs: number;
  /** Waiting for a row, a table or an advisory lock. */
  readonly lockMs: number;
  /** Between two statements of one transaction. */
  readonly idleInTransactionMs: number;
  /** For a pool to hand out a connection: for one to become free, or for a new one to be made. */
  readonly connectMs: number;
}

/** For requests and tasks: longer than any regular answer, shorter than a person waits. */
export const REQUEST_TIMEOUTS: Timeouts = {
  statementMs: 30_000,
  answerMs: 35_000,
  lockMs: 5_000,
  idleInTransactionMs: 30_000,
  connectMs: 10_000,
};

/** For `verify`, whose snapshot of a large organization takes a while. */
export const VERIFY_TIMEOUTS: Timeouts = {
  statementMs: 600_000,
  answerMs: 605_000,
  lockMs: 5_000,
  idleInTransactionMs: 600_000,
  connectMs: 10_000,
};

/**
 * For migrations: building an index may take hours, but a wait for a lock blocks all statements that queue behind it.
 */
export const MIGRATION_TIMEOUTS: Timeouts = {
  statementMs: 0,
  answerMs: 0,
  lockMs: 10_000,
  idleInTransactionMs: 600_000,
  connectMs: 10_000,
};
