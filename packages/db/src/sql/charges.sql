-- All charges: the reports of jobs, the charges of other meters, and the entries that are plain charges. Every query for
-- charges reads this view.
--
-- It joins no tables, so that PostgreSQL can look up a charge by its key through the view: by a constant, or in a
-- LATERAL with LIMIT. The labels are sub-selects for this reason. A plain join of the view reads all entries;
-- charge-plans.int.test.ts checks the plans.
CREATE OR REPLACE VIEW {{schema}}.charges WITH (security_invoker = true) AS
  SELECT org_id, id, job_id, leg, NULL::uuid AS hold_id, resource, rate, units_milli, reported_ms, chargeable_ms,
      amount, beyond_hold, after_silence, project, member, at, decision, reason, missing
    FROM {{schema}}.job_charges
  UNION ALL
  SELECT org_id, id, NULL, leg, NULL, resource, rate, units_milli, NULL, NULL, amount, false, false, project, member, at,
      NULL, NULL, NULL
    FROM {{schema}}.metered_charges
  UNION ALL
  SELECT e.org_id, e.cause_id, NULL, e.leg,
      -- A settle without a job: its first posting is always out of the hold. It may be a row of further_postings.
      CASE e.kind WHEN 'settled' THEN coalesce(e.first_hold_id, (
        SELECT p.hold_id FROM {{schema}}.further_postings p
          WHERE p.org_id = e.org_id AND p.seq = e.seq AND p.n = 0)) END,
      (SELECT s.resource FROM {{schema}}.activity_series s WHERE s.org_id = e.org_id AND s.series = e.series),
      NULL, NULL, NULL, NULL, e.charged, false, false,
      (SELECT s.project FROM {{schema}}.activity_series s WHERE s.org_id = e.org_id AND s.series = e.series),
      (SELECT s.member FROM {{schema}}.activity_series s WHERE s.org_id = e.org_id AND s.series = e.series),
      e.at, NULL, NULL, NULL
    FROM {{schema}}.entries e WHERE e.charged IS NOT NULL AND e.cause_type = 'charge' AND e.leg = 1;

GRANT SELECT ON {{schema}}.charges TO scrip_app, scrip_worker, scrip_ledger, scrip_verify;
