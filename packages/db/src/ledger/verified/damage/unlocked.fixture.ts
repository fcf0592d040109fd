import { hash } from "node:crypto";
import type pg from "pg";

/** Removes what would refuse a corruption, once for all of them. */
export const UNLOCK = `
  DO $$ DECLARE r record; BEGIN
    FOR r IN SELECT conrelid::regclass AS place, conname FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND contype IN ('f', 'c', 'p', 'u', 'x') ORDER BY contype <> 'f' LOOP
      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', r.place, r.conname);
    END LOOP;
    FOR r IN SELECT attrelid::regclass AS place, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND attnotnull LOOP
      EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', r.place, r.attname);
    END LOOP;
    FOR r IN SELECT indexrelid::regclass AS place FROM pg_index JOIN pg_class ON oid = indexrelid
      WHERE relnamespace = 'public'::regnamespace AND indisunique LOOP
      EXECUTE format('DROP INDEX %s', r.place);
    END LOOP;
  END $$;
  SET session_replication_role = replica`;

/** A pool with this one connection, inside the transaction of the test. */
export function inTransactionOf(client: pg.Client): pg.Pool {
  // No corruption here changes the database's own catalogs, so their rows are read once.
  const catalogs = new Map<string, Promise<unknown>>();
  const query = (sql: unknown, values?: unknown[]): Promise<unknown> => {
    if (typeof sql === "string" && /^(BEGIN|COMMIT)/.test(sql)) return Promise.resolve();
    const { text = "" } = sql as { text?: string };
    // `verify` runs the same statements for each corruption: PostgreSQL parses and plans them once.
    if (text !== "") Object.assign(sql as object, { name: hash("sha256", text).slice(0, 32) });
    if (!text.includes("pg_class")) return client.query(sql as string, values) as Promise<unknown>;
    const known = catalogs.get(text) ?? (client.query(sql as string) as Promise<unknown>);
    catalogs.set(text, known);
    return known;
  };
  const handle = { query, release: () => {} };
  return { query, connect: async () => handle } as unknown as pg.Pool;
}
