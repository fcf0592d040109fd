import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Corrections: a refund grant names what it refunds, a debt the grant whose revocation made it, and a
 * debt can be the cause of an entry that forgives it. Indexes find who paid a debt, and what came back.
 */
export class Corrections1790000010000 implements MigrationInterface {
  name = "Corrections1790000010000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE debts
        ADD COLUMN grant_id uuid,
        ADD CONSTRAINT debts_grant_fkey FOREIGN KEY (org_id, grant_id) REFERENCES grants (org_id, id),
        ADD CONSTRAINT debts_origin CHECK (num_nonnulls(charge_id, grant_id) = 1);
      CREATE INDEX debts_grant_idx ON debts (org_id, grant_id) WHERE grant_id IS NOT NULL;
      ALTER TABLE grants
        ADD COLUMN charge_id uuid,
        ADD COLUMN debt_id uuid,
        ADD CONSTRAINT grants_charge_fkey FOREIGN KEY (org_id, charge_id) REFERENCES charges (org_id, id),
        ADD CONSTRAINT grants_debt_fkey FOREIGN KEY (org_id, debt_id) REFERENCES debts (org_id, id),
        ADD CONSTRAINT grants_refund CHECK (num_nonnulls(charge_id, debt_id) = (source = 'refund')::int);
      CREATE INDEX grants_charge_idx ON grants (org_id, charge_id) WHERE charge_id IS NOT NULL;
      CREATE INDEX grants_debt_idx ON grants (org_id, debt_id) WHERE debt_id IS NOT NULL;
      CREATE INDEX postings_debt_idx ON postings (org_id, debt_id) WHERE debt_id IS NOT NULL;
    `);
    await runner.query(entryChecks([...KINDS, "debt_forgiven"], [...CAUSES, "debt"]));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(entryChecks(KINDS, CAUSES));
    await runner.query(`
      DROP INDEX postings_debt_idx;
      ALTER TABLE grants DROP COLUMN charge_id, DROP COLUMN debt_id;
      ALTER TABLE debts DROP COLUMN grant_id;
    `);
  }
}

const KINDS = [
  "grant_issued",
  "grant_expired",
  "grant_revoked",
  "grant_reinstated",
  "hold_placed",
  "hold_grown",
  "hold_released",
  "hold_voided",
  "hold_expired",
  "settled",
  "charged",
];
const CAUSES = ["grant", "hold", "charge"];

function entryChecks(kinds: readonly string[], causes: readonly string[]): string {
  const list = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(", ");
  return `
    ALTER TABLE entries
      DROP CONSTRAINT entries_kind,
      DROP CONSTRAINT entries_cause,
      ADD CONSTRAINT entries_kind CHECK (kind IN (${list(kinds)})),
      ADD CONSTRAINT entries_cause CHECK (cause_type IN (${list(causes)}) AND leg >= 1)`;
}
