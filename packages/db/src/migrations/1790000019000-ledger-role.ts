import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * The batches of the ledger run as a role of their own, to which the policies show every organization: looked at for
 * each row that a batch finds and writes, they were a quarter of what a cycle and a charge cost the server. The role
 * can not sign in; the processes take it on the connections of group commit, which no request handler has. All others
 * see the organizations of their transaction, as before. It may do what a batch does, and nothing else.
 * @source LEDGER-SPEED 12; docs/decisions/0005-roles.md
 */
export class LedgerRole1790000019000 implements MigrationInterface {
  name = "LedgerRole1790000019000";

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, rights] of Object.entries(RIGHTS))
      await runner.query(`
        CREATE POLICY ${table}_ledger ON ${table} TO scrip_ledger USING (true);
        GRANT ${rights} ON ${table} TO scrip_ledger;
      `);
    await runner.query("GRANT SELECT ON postings, charges TO scrip_ledger");
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(RIGHTS)) await runner.query(`DROP POLICY ${table}_ledger ON ${table}`);
    await runner.query(`REVOKE ALL ON postings, charges, ${Object.keys(RIGHTS).join(", ")} FROM scrip_ledger`);
  }
}

const INSERTED = "SELECT, INSERT";

const RIGHTS = {
  organizations: "SELECT, UPDATE (seq, at, hash, available, reserved, owed)",
  grants: `${INSERTED}, UPDATE (avail, held, spent, expired, revoked, is_open, legs)`,
  scheduled_grants: `${INSERTED}, UPDATE (issued)`,
  jobs: `${INSERTED}, UPDATE (state, paused_at, paused_ms, reported_ms, chargeable_ms, charged, charges, hold_id, ended_at)`,
  holds: `${INSERTED}, UPDATE (state, silent_at, legs)`,
  hold_slices: `${INSERTED}, UPDATE (reserved, open, settled, released)`,
  debts: `${INSERTED}, UPDATE (open, paid, forgiven, is_open)`,
  job_charges: INSERTED,
  entries: INSERTED,
  further_postings: INSERTED,
  idempotency_keys: INSERTED,
  activity_series: INSERTED,
  marked_blocks: INSERTED,
  grant_marks: INSERTED,
  due: `${INSERTED}, UPDATE, DELETE`,
};
