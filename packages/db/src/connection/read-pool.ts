import pg from "pg";
import type { VerifyConnection } from "./cell-guard.ts";
import { VERIFY_TIMEOUTS } from "./timeouts.ts";

/**
 * Opens a small pool for reading across organizations, for the role that only reads.
 * @param verify checks each new connection of a named cell before it serves
 */
export function openReadPool(url: string, verify?: VerifyConnection): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    application_name: "scrip-verify",
    statement_timeout: VERIFY_TIMEOUTS.statementMs,
    query_timeout: VERIFY_TIMEOUTS.answerMs,
    connectionTimeoutMillis: VERIFY_TIMEOUTS.connectMs,
    ...(verify !== undefined && { verify }),
  });
  // A connection that breaks while idle is replaced at its next use.
  pool.on("error", () => {});
  // The pool removes its error listener when it hands out a connection, a moment before the user adds one.
  pool.on("connect", (client) => void client.on("error", () => {}));
  return pool;
}
