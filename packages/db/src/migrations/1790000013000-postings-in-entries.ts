import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Most entries have one posting, of a grant. It stands in its entry from now on, as its number 0: no row with a
 * header, a key and a reference of its own, which were a sixth of what a charge leaves behind. Further postings,
 * those that name a debt, and all of older entries stay rows. `postings` is both, and the name that everything
 * which reads them uses.
 */
export class PostingsInEntries1790000013000 implements MigrationInterface {
  name = "PostingsInEntries1790000013000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE postings RENAME TO further_postings;
      ALTER POLICY postings_own ON further_postings RENAME TO further_postings_own;
      ALTER POLICY postings_verify ON further_postings RENAME TO further_postings_verify;
      ALTER TRIGGER postings_append_only ON further_postings RENAME TO further_postings_append_only;
      ALTER TABLE entries
        ADD COLUMN first_from text, ADD COLUMN first_to text, ADD COLUMN first_amount bigint,
        ADD COLUMN first_grant_id uuid, ADD COLUMN first_hold_id uuid,
        ADD CONSTRAINT entries_grant_fkey FOREIGN KEY (org_id, first_grant_id) REFERENCES grants (org_id, id),
        ADD CONSTRAINT entries_hold_fkey FOREIGN KEY (org_id, first_hold_id) REFERENCES holds (org_id, id),
        ADD CONSTRAINT entries_posting CHECK (CASE
          WHEN first_amount IS NULL THEN num_nonnulls(first_from, first_to, first_grant_id, first_hold_id) = 0
          ELSE first_amount > 0 AND num_nulls(first_from, first_to, first_grant_id) = 0
            AND (first_hold_id IS NOT NULL) = (first_from = 'held' OR first_to = 'held') AND (
              (first_from = 'avail' AND first_to IN ('held', 'spent', 'expired', 'revoked'))
              OR (first_from = 'held' AND first_to IN ('avail', 'spent'))
              OR (first_from = 'issued' AND first_to = 'avail')
              OR (first_from = 'revoked' AND first_to = 'avail'))
          END);
      CREATE VIEW postings WITH (security_invoker = true) AS
        SELECT org_id, seq, 0::smallint AS n, first_from AS from_bucket, first_to AS to_bucket, first_amount AS amount,
            first_grant_id AS grant_id, first_hold_id AS hold_id, NULL::uuid AS debt_id
          FROM entries WHERE first_amount IS NOT NULL
        UNION ALL
        SELECT org_id, seq, n, from_bucket, to_bucket, amount, grant_id, hold_id, debt_id FROM further_postings;
      GRANT SELECT ON postings TO scrip_app, scrip_worker, scrip_verify;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE further_postings NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE entries NO FORCE ROW LEVEL SECURITY;
      INSERT INTO further_postings SELECT * FROM postings WHERE (org_id, seq, n) NOT IN (
        SELECT org_id, seq, n FROM further_postings);
      DROP VIEW postings;
      ALTER TABLE entries
        DROP COLUMN first_from, DROP COLUMN first_to, DROP COLUMN first_amount, DROP COLUMN first_grant_id,
        DROP COLUMN first_hold_id;
      ALTER TRIGGER further_postings_append_only ON further_postings RENAME TO postings_append_only;
      ALTER POLICY further_postings_own ON further_postings RENAME TO postings_own;
      ALTER POLICY further_postings_verify ON further_postings RENAME TO postings_verify;
      ALTER TABLE further_postings RENAME TO postings;
      ALTER TABLE postings FORCE ROW LEVEL SECURITY;
      ALTER TABLE entries FORCE ROW LEVEL SECURITY;
    `);
  }
}
