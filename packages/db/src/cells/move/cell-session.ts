import pg from "pg";
import type { Query } from "../../connection/query.ts";
import { queryOn } from "../../connection/transaction.ts";

/** A session of the owner in one database. */
export interface Session {
  readonly client: pg.Client;
  readonly query: Query;
  /** Runs a unit of work in one READ COMMITTED transaction. */
  readonly transaction: Transact;
  close(): Promise<void>;
}

/** Runs a unit of work in one transaction. */
export type Transact = <Result>(unit: (query: Query) => Promise<Result>) => Promise<Result>;

/** A session in a cell. */
export interface CellSession extends Session {
  readonly cell: string;
  /** The schema of the organizations' tables. */
  readonly schema: string;
}

/**
 * Rows pass as text, so all sessions write each value in the same way. A plan is made once, and never compiled: that would
 * take longer than it runs.
 */
const SETTINGS =
  "-c plan_cache_mode=force_generic_plan -c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c bytea_output=hex -c extra_float_digits=1 -c jit=off -c statement_timeout=0 -c idle_in_transaction_session_timeout=0";

/** Opens a session of the owner. @param settings further settings, as PostgreSQL's command line takes them */
export async function openSession(url: string, settings = ""): Promise<Session> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "scrip-move",
    keepAlive: true,
    options: `${SETTINGS} ${settings}`,
  });
  // If the connection breaks, the next statement fails. Without a listener the event would end the process.
  client.on("error", () => {});
  await client.connect();
  const query = queryOn(client);
  const transaction: Transact = async (unit) => {
    await client.query("BEGIN");
    try {
      const result = await unit(query);
      await client.query("COMMIT");
      return result;
    } catch (error) {
      await client.query("ROLLBACK").catch(() => {});
      throw error;
    }
  };
  return { client, query, transaction, close: () => client.end() };
}

/** Opens a session of the owner in a cell. */
export async function openCellSession(cell: string, url: string, settings?: string): Promise<CellSession> {
  const session = await openSession(url, settings);
  try {
    const [row] = await session.query({
      text: "SELECT relnamespace::regnamespace::text AS schema FROM pg_class WHERE oid = to_regclass('organizations')",
      values: [],
    });
    if (row === undefined) throw new Error(`The database of the cell ${cell} has no tables of organizations.`);
    return { ...session, cell, schema: String(row.schema) };
  } catch (error) {
    await session.close();
    throw error;
  }
}
