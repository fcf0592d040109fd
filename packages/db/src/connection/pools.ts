import pg from "pg";
import type { VerifyConnection } from "./cell-guard.ts";
import { LEDGER_ROLE } from "./roles.ts";
import { sessionSettings } from "./session-settings.ts";
import { REQUEST_TIMEOUTS, type Timeouts } from "./timeouts.ts";

/** How the ledger connects. */
export interface PoolOptions {
  /** The URL of the app's or the worker's role. */
  readonly url: string;
  /** `REQUEST_TIMEOUTS` if not given. */
  readonly timeouts?: Timeouts;
  /** Checks each new connection before it serves. */
  readonly verify?: VerifyConnection | undefined;
}

/**
 * Every statement of the batch path finds its rows by key. Plans are made once per connection, often
 * while tables are small, so a scan of a whole table must never look cheaper than its index.
 */
const PLANNER = ["seqscan", "bitmapscan", "hashjoin", "mergejoin", "material"]
  .map((method) => `-c enable_${method}=off`)
  .concat("-c plan_cache_mode=force_generic_plan")
  .join(" ");

/**
 * Opens connections for batches alone. Batches filter by organization themselves, so they use a role whose row-level
 * policies always pass; evaluating the policies per row would be slow. Never hand this pool to a request handler.
 */
export function openBatchPool(options: PoolOptions, max: number): pg.Pool {
  return openPool(options, max, `${PLANNER} -c role=${LEDGER_ROLE}`);
}

/** Opens connections with the process's own role, which sees only the organizations of its transaction. */
export function openReadingPool(options: PoolOptions, max: number): pg.Pool {
  return openPool(options, max, PLANNER);
}

function openPool({ url, timeouts = REQUEST_TIMEOUTS, verify }: PoolOptions, max: number, options: string): pg.Pool {
  const session = sessionSettings(url, options);
  const pool = new pg.Pool({
    connectionString: session.url,
    max,
    application_name: "scrip-ledger",
    options: session.options,
    // BEGIN goes out with the first statement, COMMIT with the last.
    pipeline: true,
    statement_timeout: timeouts.statementMs,
    query_timeout: timeouts.answerMs,
    lock_timeout: timeouts.lockMs,
    idle_in_transaction_session_timeout: timeouts.idleInTransactionMs,
    connectionTimeoutMillis: timeouts.connectMs,
    ...(verify !== undefined && { verify }),
  });
  // A connection that breaks while idle is replaced at its next use.
  pool.on("error", () => {});
  // The pool removes its error listener when it hands out a connection, a moment before the user adds one.
  pool.on("connect", (client) => void client.on("error", () => {}));
  return pool;
}
