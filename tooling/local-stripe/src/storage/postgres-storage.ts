import pg from "pg";
import type { Row, Storage } from "./storage.ts";

/** Other programs may keep tables of their own in the database. */
const SCHEMA = "local_stripe";

const TABLE = `
CREATE SCHEMA IF NOT EXISTS ${SCHEMA};
CREATE TABLE IF NOT EXISTS ${SCHEMA}.objects (
  kind text NOT NULL,
  id text NOT NULL,
  seq bigint NOT NULL,
  customer text,
  created timestamptz,
  body jsonb NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX IF NOT EXISTS objects_by_customer ON ${SCHEMA}.objects (customer, kind) WHERE customer IS NOT NULL;`;

const UPSERT = `
INSERT INTO ${SCHEMA}.objects (kind, id, seq, customer, created, body)
SELECT kind, id, seq, body ->> 'customer', to_timestamp((body ->> 'created')::double precision), body
  FROM jsonb_to_recordset($1::jsonb) AS row (kind text, id text, seq bigint, body jsonb)
ON CONFLICT (kind, id) DO UPDATE SET customer = EXCLUDED.customer, created = EXCLUDED.created, body = EXCLUDED.body`;

const REMOVE = `
DELETE FROM ${SCHEMA}.objects
 USING jsonb_to_recordset($1::jsonb) AS row (kind text, id text)
 WHERE objects.kind = row.kind AND objects.id = row.id`;

/** Rows in one statement: an advance of a clock can change tens of thousands. */
const MOST_ROWS = 1000;

/** Escapes that JSON allows and jsonb refuses: NUL, and half of a character. */
const REFUSED = /\\u(?:0000|d[89a-f])/i;

/** Keeps the objects in a PostgreSQL database, each change in one transaction. @param url of a database, made if missing */
export async function postgresStorage(url: string): Promise<Storage> {
  await ensureDatabase(url);
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  // A broken connection is reported by the next query.
  pool.on("error", () => {});
  await pool.query(TABLE);
  return {
    async load() {
      const { rows } = await pool.query<Omit<Row, "seq"> & { seq: string }>(
        `SELECT kind, id, seq, body FROM ${SCHEMA}.objects ORDER BY seq`,
      );
      return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
    },
    write: (rows) => write(pool, rows),
    close: () => pool.end(),
  };
}

async function ensureDatabase(url: string): Promise<void> {
  const wanted = new URL(url);
  const name = decodeURIComponent(wanted.pathname.slice(1));
  wanted.pathname = "/postgres";
  const client = new pg.Client({ connectionString: wanted.href });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

async function write(pool: pg.Pool, rows: readonly Row[]): Promise<void> {
  // Of an object that changed twice, only its last state is written.
  const last = [...new Map(rows.map((row) => [`${row.kind} ${row.id}`, row])).values()];
  const kept = last.filter(({ body }) => body !== null);
  const removed = last.filter(({ body }) => body === null);
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    for (let from = 0; from < kept.length; from += MOST_ROWS) {
      const some = kept.slice(from, from + MOST_ROWS);
      await client.query(UPSERT, [jsonOf(some)]);
    }
    if (removed.length > 0) await client.query(REMOVE, [jsonOf(removed)]);
    await client.query("COMMIT");
  } catch (thrown) {
    await client.query("ROLLBACK").catch(() => {});
    throw thrown;
  } finally {
    client.release();
  }
}

/** The rows as jsonb takes them. A text loses what PostgreSQL cannot store. */
function jsonOf(rows: readonly Row[]): string {
  const json = JSON.stringify(rows);
  return REFUSED.test(json) ? JSON.stringify(rows, (_, value) => storable(value)) : json;
}

function storable(value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value;
}
