import { catalogText, tiered } from "@scrip/domain/catalog";
import { type Command, type Decision, priceBook } from "@scrip/domain/ledger";
import { readEntries } from "@scrip/verify/read-entries";
import { readSnapshots } from "@scrip/verify/read-snapshot";
import pg, { type Pool } from "pg";
import type { Homes } from "../../connection/home-source.ts";
import { inOrganization } from "../../connection/in-home.ts";
import { anOrganization, type TestDatabase } from "../../testing/index.ts";
import { setBudget } from "../budgets/put-budget.ts";
import { type CellLedger, type Ledger, openLedger } from "../ledger.ts";
import { chain, type History, type Rows } from "./history.fixture.ts";

/** Opens the ledger of a test's database, with the default catalog. */
export function ledgerOf(database: TestDatabase): CellLedger {
  return openLedger({
    url: database.urls.app,
    books: { ensure: async () => {}, book: (version) => priceBook(version, tiered) },
  });
}

/**
 * Makes an organization on a test clock and replays a history's commands on PostgreSQL. Commands of one
 * instant are sent concurrently; the organization's lane keeps their order.
 * @returns the organization, the answers of PostgreSQL, and the answers that the history expects
 */
export async function replayLife(
  app: Homes,
  ledger: Ledger,
  { submitted, ownBudgets }: History,
): Promise<{ orgId: string; answers: unknown[]; expected: unknown[] }> {
  const { orgId } = await anOrganization(app, { clockAt: submitted[0]?.at ?? 0, catalog: catalogText(tiered) });
  for (const terms of ownBudgets) await inOrganization(app.organizations, orgId, (tx) => setBudget(tx, orgId, terms));
  const answers: unknown[] = [];
  for (const [at, commands] of Map.groupBy(submitted, ({ at }) => at)) {
    await setClock(ledger, orgId, at);
    const outcomes = await Promise.all(
      commands.map(({ command }) => ledger.submit({ ...command, orgId }, keyFor(command))),
    );
    for (const outcome of outcomes) answers.push(outcome.ok ? outcome.answer : outcome.refusal);
  }
  return {
    orgId,
    answers,
    expected: submitted.map(({ command, decision }) => ofOrganization(decision, command, orgId)),
  };
}

/** The outcome of a decision. A refusal by a budget of the organization names the organization. */
function ofOrganization(decision: Decision, command: Command, orgId: string): unknown {
  return JSON.parse(JSON.stringify(outcomeOf(decision)).replaceAll(command.orgId, orgId));
}

/** A charge gets no key: its id would follow from the key, and differ in each organization. */
function keyFor({ kind, id }: Command): string | null {
  return kind === "charge" ? null : id;
}

function outcomeOf(decision: Decision): unknown {
  return decision.ok ? decision.answer : decision.refusal;
}

/** Sets a test clock without running the due work in between. */
export async function setClock(ledger: Ledger, orgId: string, at: number): Promise<void> {
  await ledger.route(orgId, (pool) => setClockOn(pool, orgId, at));
}

async function setClockOn(pool: Pool, orgId: string, at: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT set_config('scrip.org_ids', $1::uuid[]::text, true)", [[orgId]]);
    await client.query("UPDATE organizations SET clock_at = $2 WHERE org_id = $1", [orgId, new Date(at)]);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

/** Opens a pool on a database that will be dropped while the pool's connections may still be closing. */
export function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  // The pool emits errors of its idle clients, and an error event without a listener ends the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  return pool;
}

/** Drops every constraint, trigger and policy, so that a test can plant any corruption. */
export const DISARM = `
  DO $$ DECLARE r record; BEGIN
    FOR r IN SELECT conrelid::regclass AS place, conname FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND contype IN ('f', 'c', 'p', 'u', 'x')
      ORDER BY contype <> 'f' LOOP
      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', r.place, r.conname);
    END LOOP;
    FOR r IN SELECT tgrelid::regclass AS place, tgname FROM pg_trigger WHERE NOT tgisinternal LOOP
      EXECUTE format('DROP TRIGGER %I ON %s', r.tgname, r.place);
    END LOOP;
    FOR r IN SELECT oid::regclass AS place FROM pg_class WHERE relrowsecurity LOOP
      EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', r.place);
    END LOOP;
    FOR r IN SELECT indexrelid::regclass AS place FROM pg_index JOIN pg_class ON oid = indexrelid
      WHERE relnamespace = 'public'::regnamespace AND indisunique LOOP
      EXECUTE format('DROP INDEX %s', r.place);
    END LOOP;
    -- Turn all postings into rows of further_postings, which verify reads too, so that tests change only one table.
    INSERT INTO further_postings SELECT * FROM postings p WHERE n < 2 AND NOT EXISTS (
      SELECT FROM further_postings f WHERE f.org_id = p.org_id AND f.seq = p.seq AND f.n = p.n);
    UPDATE entries SET first_amount = NULL, first_grant_id = NULL, first_hold_id = NULL, first_released = NULL;
  END $$`;

/** Computes the hashes of an organization again, so that the planted corruption is the only error. */
export async function rehash(ownerUrl: string, orgId: string): Promise<void> {
  const pool = openPool(ownerUrl);
  try {
    const [snapshot] = await readSnapshots({ pool, arrived: [] }, [orgId]);
    if (snapshot === undefined) throw new Error(`there is no organization ${orgId}`);
    const range = { subject: orgId, after: 0, upTo: snapshot.head.lastSeq };
    const [read] = await readEntries(pool, [range], (subject) => subject);
    const rows = { ...snapshot, entries: read?.entries ?? [], charges: [] } as unknown as Rows;
    chain(rows);
    const hashes = [rows.entries.map(({ seq }) => seq), rows.entries.map(({ hash }) => hash)];
    await pool.query(
      `UPDATE entries e SET hash = decode(u.hash, 'hex') FROM unnest($2::bigint[], $3::text[]) AS u (seq, hash)
        WHERE e.org_id = $1 AND e.seq = u.seq`,
      [orgId, ...hashes],
    );
    await pool.query("UPDATE organizations SET hash = decode($2, 'hex') WHERE org_id = $1", [orgId, rows.head.hash]);
  } finally {
    await pool.end();
  }
}
