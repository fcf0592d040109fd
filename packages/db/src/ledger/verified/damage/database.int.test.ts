import type { Finding } from "@scrip/verify/finding";
import { verifyLedger } from "@scrip/verify/verify-ledger";
import pg from "pg";
import { afterAll, expect, it } from "vitest";
import { testDatabase } from "../../../testing/index.ts";

const database = await testDatabase();
const client = new pg.Client({ connectionString: database.ownerUrl });
await client.connect();
afterAll(() => client.end());

/** A pool with this one connection, inside the transaction of the test. */
const query = (sql: unknown, values?: unknown[]): Promise<unknown> =>
  typeof sql === "string" && /^(BEGIN|COMMIT)/.test(sql) ? Promise.resolve() : client.query(sql as string, values);
const pool = { query, connect: async () => ({ query, release: () => {} }) } as unknown as pg.Pool;

it.each([
  ["ALTER TABLE entries DISABLE TRIGGER entries_append_only", "L11", "trigger entries.entries_append_only"],
  ["DROP TRIGGER grants_only_grow ON grants", "L11", "trigger grants.grants_only_grow"],
  ["DROP TRIGGER hold_slices_grant ON hold_slices", "L11", "trigger hold_slices.hold_slices_grant"],
  ["ALTER TABLE entries ENABLE REPLICA TRIGGER entries_end_of_block", "L11", "trigger entries.entries_end_of_block"],
  ["ALTER TABLE grants DISABLE TRIGGER ALL", "L11", "trigger grants.grants_org_fkey"],
  [
    "CREATE TRIGGER gift BEFORE INSERT ON grants FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "L11",
    "trigger grants.gift",
  ],
  ["CREATE RULE gift AS ON DELETE TO due DO INSTEAD NOTHING", "L11", "rule due.gift"],
  ["ALTER TABLE grants DISABLE ROW LEVEL SECURITY", "L28", "table grants"],
  ["ALTER TABLE grants NO FORCE ROW LEVEL SECURITY", "L28", "table grants"],
  ["DROP POLICY holds_own ON holds", "L28", "policy holds.holds_own"],
  ["CREATE POLICY all_of_them ON holds TO scrip_app USING (true)", "L28", "policy holds.all_of_them"],
  ["ALTER POLICY jobs_own ON jobs USING (true)", "L28", "policy jobs.jobs_own"],
  ["ALTER POLICY due_sweep ON due TO PUBLIC", "L28", "policy due.due_sweep"],
  ["GRANT UPDATE ON entries TO scrip_app", "L11", "right entries of scrip_app"],
  ["GRANT UPDATE (amount) ON scheduled_grants TO scrip_worker", "L11", "right scheduled_grants.amount of scrip_worker"],
  ["GRANT INSERT ON service_keys TO scrip_app", "L11", "right service_keys of scrip_app"],
  ["GRANT DELETE ON grants TO PUBLIC", "L11", "right grants of PUBLIC"],
  ["REVOKE INSERT ON due FROM scrip_worker", "L11", "right due of scrip_worker"],
  ["GRANT CREATE ON SCHEMA public TO scrip_app", "L11", "right schema of scrip_app"],
  [
    "DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', current_database()); END $$",
    "L11",
    "right database of PUBLIC",
  ],
  ["ALTER TABLE grants DROP CONSTRAINT grants_sum", "L28", "constraint grants.grants_sum"],
  [
    "ALTER TABLE grants DROP CONSTRAINT grants_sum, ADD CONSTRAINT grants_sum CHECK (avail >= 0)",
    "L28",
    "constraint grants.grants_sum",
  ],
  ["ALTER TABLE debts DROP CONSTRAINT debts_entry_fkey", "L28", "constraint debts.debts_entry_fkey"],
  ["DROP INDEX entries_key_id", "L13", "index entries.entries_key_id"],
  ["ALTER TABLE entries DROP CONSTRAINT entries_cause_key", "L13", "index entries.entries_cause_key"],
  ["ALTER TABLE grants ALTER COLUMN amount DROP NOT NULL", "L28", "column grants.amount"],
  ["ALTER TABLE due ALTER COLUMN tries SET DEFAULT 5", "L28", "column due.tries"],
  ["ALTER TABLE due OWNER TO scrip_worker", "L28", "table due"],
  [
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS 'BEGIN RETURN NEW; END'",
    "L11",
    "function refuse_change()",
  ],
  ["ALTER FUNCTION mark_end_of_block() RESET search_path", "L11", "function mark_end_of_block()"],
  ["ALTER FUNCTION check_entries_grant() SECURITY DEFINER", "L11", "function check_entries_grant()"],
  [
    "CREATE FUNCTION key_id_of(p_org uuid, p_operation text, p_key varchar) RETURNS uuid LANGUAGE sql AS 'SELECT p_org'",
    "L11",
    "function key_id_of(uuid, text, character varying)",
  ],
  [
    "CREATE OR REPLACE VIEW postings WITH (security_invoker = true) AS SELECT org_id, seq, n, from_bucket, to_bucket, amount, grant_id, hold_id, debt_id FROM further_postings",
    "L3",
    "view postings",
  ],
  ["ALTER VIEW charges RESET (security_invoker)", "L3", "view charges"],
  ["ALTER ROLE scrip_worker BYPASSRLS", "L11", "role scrip_worker"],
  ["ALTER ROLE scrip_ledger LOGIN", "L11", "role scrip_ledger"],
  ["GRANT scrip_ledger TO scrip_verify", "L11", "role scrip_verify"],
])("reports %s", async (sql, invariant, row) => {
  const before = (await verifyLedger({ pool })).findings;
  await client.query("BEGIN");
  let after: Finding[] = [];
  try {
    await client.query(sql);
    after = (await verifyLedger({ pool })).findings;
  } finally {
    await client.query("ROLLBACK");
  }
  expect(before).toEqual([]);
  expect(after.map((finding) => [finding.invariant, finding.orgId, ...finding.rows])).toContainEqual([
    invariant,
    null,
    row,
  ]);
});

it("allows what an operator adds beside them", async () => {
  await client.query("BEGIN");
  try {
    await client.query(`
      CREATE TABLE of_an_operator (id integer); GRANT ALL ON of_an_operator TO PUBLIC; CREATE INDEX slow ON entries (recorded_at);
      CREATE ROLE reader_${database.name}; GRANT SELECT ON entries TO reader_${database.name};
      CREATE FUNCTION of_an_operator() RETURNS integer LANGUAGE sql AS 'SELECT 1'`);
    expect((await verifyLedger({ pool })).findings).toEqual([]);
  } finally {
    await client.query("ROLLBACK");
  }
});
