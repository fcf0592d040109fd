import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * A hold that is settled and closed gives the rest of the same grant back: the second posting of its entry, and the
 * only further one of nearly every settle. It stands in the entry from now on, as its number 1: no row with a header,
 * a key and four references, which were a twelfth of what a hold and its settle cost the server.
 */
export class ReleasesInEntries1790000014500 implements MigrationInterface {
  name = "ReleasesInEntries1790000014500";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE entries
        ADD COLUMN first_released bigint,
        ADD CONSTRAINT entries_released CHECK (first_released IS NULL
          OR (first_released > 0 AND first_from = 'held' AND first_to = 'spent') IS TRUE);
      ${POSTINGS}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE further_postings NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE entries NO FORCE ROW LEVEL SECURITY;
      INSERT INTO further_postings SELECT org_id, seq, ${RELEASE} FROM entries WHERE first_released IS NOT NULL;
      ${POSTINGS_BEFORE}
      ALTER TABLE entries DROP COLUMN first_released;
      ALTER TABLE further_postings FORCE ROW LEVEL SECURITY;
      ALTER TABLE entries FORCE ROW LEVEL SECURITY;
    `);
  }
}

const RELEASE = "1::smallint, 'held'::text, 'avail'::text, first_released, first_grant_id, first_hold_id, NULL::uuid";

const FIRST = `
  SELECT org_id, seq, 0::smallint AS n, first_from AS from_bucket, first_to AS to_bucket, first_amount AS amount,
      first_grant_id AS grant_id, first_hold_id AS hold_id, NULL::uuid AS debt_id
    FROM entries WHERE first_amount IS NOT NULL`;

const FURTHER =
  "SELECT org_id, seq, n, from_bucket, to_bucket, amount, grant_id, hold_id, debt_id FROM further_postings";

const POSTINGS = `
  CREATE OR REPLACE VIEW postings WITH (security_invoker = true) AS
    ${FIRST}
    UNION ALL SELECT org_id, seq, ${RELEASE} FROM entries WHERE first_released IS NOT NULL
    UNION ALL ${FURTHER};`;

const POSTINGS_BEFORE = `
  CREATE OR REPLACE VIEW postings WITH (security_invoker = true) AS ${FIRST} UNION ALL ${FURTHER};`;
