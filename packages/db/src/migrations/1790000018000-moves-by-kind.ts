import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What the first posting of an entry does follows from the entry's kind, but for a few settles that find nothing left
 * in their hold. So its two buckets are not written any more: they were a fortieth of what a charge leaves behind, and
 * most of what its checks looked at. A first posting that does something else is a row of `further_postings`.
 */
export class MovesByKind1790000018000 implements MigrationInterface {
  name = "MovesByKind1790000018000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${OPENED}
      ALTER TABLE entries
        DROP CONSTRAINT entries_posting, DROP CONSTRAINT entries_released, DROP CONSTRAINT entries_kind;
      INSERT INTO further_postings SELECT * FROM postings p WHERE n < 2 AND EXISTS (SELECT FROM entries e
        WHERE e.org_id = p.org_id AND e.seq = p.seq AND ${IS_UNUSUAL});
      UPDATE entries e SET first_amount = NULL, first_grant_id = NULL, first_hold_id = NULL, first_released = NULL
        WHERE ${IS_UNUSUAL};
      ${postings(`${FROM_OF_KIND} AS from_bucket`, `${TO_OF_KIND} AS to_bucket`)}
      ALTER TABLE entries DROP COLUMN first_from, DROP COLUMN first_to,
        ADD CONSTRAINT entries_posting CHECK (CASE
          WHEN first_amount IS NULL THEN num_nonnulls(first_grant_id, first_hold_id, first_released) = 0
          ELSE first_amount > 0 AND first_grant_id IS NOT NULL AND kind <> 'debt_forgiven'
            AND (first_hold_id IS NULL)
              = (kind IN ('charged', 'grant_issued', 'grant_expired', 'grant_revoked', 'grant_reinstated'))
            AND (first_released IS NULL OR (first_released > 0 AND kind = 'settled'))
          END),
        ADD CONSTRAINT entries_kind CHECK (kind IN (${OFTEN}, ${SELDOM}));
      ${CLOSED}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${OPENED}
      ALTER TABLE entries DROP CONSTRAINT entries_posting, DROP CONSTRAINT entries_kind,
        ADD COLUMN first_from text, ADD COLUMN first_to text;
      UPDATE entries SET first_from = ${FROM_OF_KIND}, first_to = ${TO_OF_KIND} WHERE first_amount IS NOT NULL;
      ${postings("first_from AS from_bucket", "first_to AS to_bucket")}
      ALTER TABLE entries
        ADD CONSTRAINT entries_posting CHECK (CASE
          WHEN first_amount IS NULL THEN num_nonnulls(first_from, first_to, first_grant_id, first_hold_id) = 0
          ELSE first_amount > 0 AND num_nulls(first_from, first_to, first_grant_id) = 0
            AND (first_hold_id IS NOT NULL) = (first_from = 'held' OR first_to = 'held') AND (
              (first_from = 'avail' AND first_to IN ('held', 'spent', 'expired', 'revoked'))
              OR (first_from = 'held' AND first_to IN ('avail', 'spent'))
              OR (first_from = 'issued' AND first_to = 'avail')
              OR (first_from = 'revoked' AND first_to = 'avail'))
          END),
        ADD CONSTRAINT entries_released CHECK (first_released IS NULL
          OR (first_released > 0 AND first_from = 'held' AND first_to = 'spent') IS TRUE),
        ADD CONSTRAINT entries_kind CHECK (kind IN (${SELDOM}, ${OFTEN}));
      ${CLOSED}
    `);
  }
}

/** PostgreSQL goes through a list from its beginning. */
const OFTEN = "'charged', 'hold_placed', 'settled'";
const SELDOM = `'grant_issued', 'grant_expired', 'grant_revoked', 'grant_reinstated',
  'hold_grown', 'hold_released', 'hold_voided', 'hold_expired', 'debt_forgiven'`;

/** The same list as in the ledger's writer. */
const FROM_OF_KIND = `CASE
  WHEN kind IN ('charged', 'hold_placed', 'hold_grown', 'grant_expired', 'grant_revoked') THEN 'avail'
  WHEN kind IN ('settled', 'hold_released', 'hold_voided', 'hold_expired') THEN 'held'
  WHEN kind = 'grant_issued' THEN 'issued' WHEN kind = 'grant_reinstated' THEN 'revoked' END`;
const TO_OF_KIND = `CASE
  WHEN kind IN ('charged', 'settled') THEN 'spent'
  WHEN kind IN ('hold_placed', 'hold_grown') THEN 'held'
  WHEN kind IN ('hold_released', 'hold_voided', 'hold_expired', 'grant_issued', 'grant_reinstated') THEN 'avail'
  WHEN kind = 'grant_expired' THEN 'expired' WHEN kind = 'grant_revoked' THEN 'revoked' END`;
const IS_UNUSUAL = `e.first_amount IS NOT NULL
  AND (e.first_from, e.first_to) IS DISTINCT FROM (${FROM_OF_KIND}, ${TO_OF_KIND})`;

const postings = (from: string, to: string): string => `
  CREATE OR REPLACE VIEW postings WITH (security_invoker = true) AS
    SELECT org_id, seq, 0::smallint AS n, ${from}, ${to}, first_amount AS amount, first_grant_id AS grant_id,
        first_hold_id AS hold_id, NULL::uuid AS debt_id
      FROM entries WHERE first_amount IS NOT NULL
    UNION ALL SELECT org_id, seq, 1::smallint, 'held'::text, 'avail'::text, first_released, first_grant_id,
        first_hold_id, NULL::uuid
      FROM entries WHERE first_released IS NOT NULL
    UNION ALL SELECT org_id, seq, n, from_bucket, to_bucket, amount, grant_id, hold_id, debt_id FROM further_postings;`;

/** The migration's own role may see and change what stands. */
const OPENED = `
  ALTER TABLE entries NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE further_postings NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE entries DISABLE TRIGGER entries_append_only;`;
const CLOSED = `
  ALTER TABLE entries ENABLE TRIGGER entries_append_only;
  ALTER TABLE further_postings FORCE ROW LEVEL SECURITY;
  ALTER TABLE entries FORCE ROW LEVEL SECURITY;`;
