-- All postings: those in their entries, and the rows of further_postings. Every query for postings reads this view. The
-- kind of an entry implies the buckets of its first posting; ledger/write/inline-postings.ts has the same list. A first
-- posting with other buckets is a row of further_postings.
CREATE OR REPLACE VIEW {{schema}}.postings WITH (security_invoker = true) AS
  SELECT org_id, seq, 0::smallint AS n,
      CASE
        WHEN kind IN ('charged', 'hold_placed', 'hold_grown', 'grant_expired', 'grant_revoked') THEN 'avail'
        WHEN kind IN ('settled', 'hold_released', 'hold_voided', 'hold_expired') THEN 'held'
        WHEN kind = 'grant_issued' THEN 'issued'
        WHEN kind = 'grant_reinstated' THEN 'revoked'
      END AS from_bucket,
      CASE
        WHEN kind IN ('charged', 'settled') THEN 'spent'
        WHEN kind IN ('hold_placed', 'hold_grown') THEN 'held'
        WHEN kind IN ('hold_released', 'hold_voided', 'hold_expired', 'grant_issued', 'grant_reinstated') THEN 'avail'
        WHEN kind = 'grant_expired' THEN 'expired'
        WHEN kind = 'grant_revoked' THEN 'revoked'
      END AS to_bucket,
      first_amount AS amount, first_grant_id AS grant_id, first_hold_id AS hold_id, NULL::uuid AS debt_id
    FROM {{schema}}.entries WHERE first_amount IS NOT NULL
  UNION ALL
  SELECT org_id, seq, 1::smallint, 'held'::text, 'avail'::text, first_released, first_grant_id, first_hold_id, NULL::uuid
    FROM {{schema}}.entries WHERE first_released IS NOT NULL
  UNION ALL
  SELECT org_id, seq, n, from_bucket, to_bucket, amount, grant_id, hold_id, debt_id FROM {{schema}}.further_postings;

GRANT SELECT ON {{schema}}.postings TO scrip_app, scrip_worker, scrip_ledger, scrip_verify;
