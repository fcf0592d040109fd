import type { MigrationInterface, QueryRunner } from "typeorm";
import { LOCK_AND_LOAD } from "./1790000004000-create-lock-and-load.ts";

/**
 * Every row that a batch names is found by its own key. Joined to the list of keys, the policy of row-level
 * security let the planner begin with all rows of the batch's organizations, and go through the list for
 * each: on a young ledger that was quadratic. `LATERAL ... LIMIT 1` leaves it one way.
 */
export class LoadByKey1790000008000 implements MigrationInterface {
  name = "LoadByKey1790000008000";

  async up(runner: QueryRunner): Promise<void> {
    // An IMMUTABLE function over a STABLE one is never inlined.
    await runner.query("ALTER FUNCTION instant_ms(timestamptz) STABLE");
    await runner.query(LOAD_BY_KEY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(LOCK_AND_LOAD.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"));
    await runner.query("ALTER FUNCTION instant_ms(timestamptz) IMMUTABLE");
  }
}

export const LOAD_BY_KEY = `
  CREATE OR REPLACE FUNCTION lock_and_load(
    p_lock boolean, p_orgs uuid[],
    p_key_orgs uuid[], p_key_operations text[], p_keys text[],
    p_ref_orgs uuid[], p_refs text[],
    p_hold_orgs uuid[], p_holds uuid[],
    p_grant_orgs uuid[], p_grants uuid[],
    p_business_orgs uuid[], p_business_keys text[]
  ) RETURNS json LANGUAGE plpgsql
  -- Planning costs more than running, and every row is found by its key: one plan per connection,
  -- in which a scan of a whole table never looks cheaper than an index, however small it was then.
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
  SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off AS $$
  DECLARE
    result json;
  BEGIN
    PERFORM set_config('scrip.org_ids', p_orgs::text, true);
    IF p_lock THEN
      PERFORM 1 FROM organizations WHERE org_id = ANY (p_orgs) ORDER BY org_id FOR NO KEY UPDATE;
    END IF;

    WITH named_jobs AS MATERIALIZED (
      SELECT j.* FROM unnest(p_ref_orgs, p_refs) AS a (org_id, ref)
        CROSS JOIN LATERAL (SELECT * FROM jobs WHERE org_id = a.org_id AND ref = a.ref LIMIT 1) AS j
      UNION
      SELECT j.* FROM unnest(p_hold_orgs, p_holds) AS a (org_id, id)
        CROSS JOIN LATERAL (SELECT * FROM holds WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS h
        CROSS JOIN LATERAL (SELECT * FROM jobs WHERE org_id = h.org_id AND id = h.job_id LIMIT 1) AS j
    ), named_holds AS MATERIALIZED (
      SELECT h.* FROM unnest(p_hold_orgs, p_holds) AS a (org_id, id)
        CROSS JOIN LATERAL (SELECT * FROM holds WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS h
      UNION
      SELECT h.* FROM named_jobs j
        CROSS JOIN LATERAL (SELECT * FROM holds WHERE org_id = j.org_id AND id = j.hold_id LIMIT 1) AS h
    ), wanted_grants AS MATERIALIZED (
      SELECT g.* FROM unnest(p_orgs) AS a (org_id)
        CROSS JOIN LATERAL (SELECT * FROM grants WHERE org_id = a.org_id AND is_open OFFSET 0) AS g
      UNION
      SELECT g.* FROM unnest(p_grant_orgs, p_grants) AS a (org_id, id)
        CROSS JOIN LATERAL (SELECT * FROM grants WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS g
      UNION
      SELECT g.* FROM unnest(p_business_orgs, p_business_keys) AS a (org_id, business_key)
        CROSS JOIN LATERAL (SELECT * FROM grants WHERE org_id = a.org_id AND business_key = a.business_key LIMIT 1) AS g
      UNION
      SELECT g.* FROM named_holds h
        CROSS JOIN LATERAL (SELECT * FROM hold_slices WHERE org_id = h.org_id AND hold_id = h.id OFFSET 0) AS s
        CROSS JOIN LATERAL (SELECT * FROM grants WHERE org_id = s.org_id AND id = s.grant_id LIMIT 1) AS g
    )
    SELECT json_build_object(
      'now', instant_ms(date_trunc('milliseconds', clock_timestamp())),
      'orgs', (SELECT json_agg(json_build_array(org_id, seq, instant_ms(at), encode(hash, 'hex'),
          available::text, reserved::text, owed::text, instant_ms(clock_at), catalog_version))
        FROM organizations WHERE org_id = ANY (p_orgs)),
      'grants', (SELECT json_agg(json_build_array(org_id, id, source, kind, amount::text, instant_ms(effective_at),
          instant_ms(expires_at), business_key, avail::text, held::text, spent::text, expired::text, revoked::text, legs))
        FROM wanted_grants),
      'debts', (SELECT json_agg(json_build_array(org_id, id, amount::text, open::text, paid::text, forgiven::text, seq)
          ORDER BY seq)
        FROM debts WHERE org_id = ANY (p_orgs) AND is_open),
      'jobs', (SELECT json_agg(json_build_array(org_id, id, ref, resource, work, mode, rate::text, units_milli,
          estimate_ms, project, member, catalog_version, instant_ms(started_at), state, instant_ms(paused_at),
          paused_ms, reported_ms, chargeable_ms, charged::text, charges, hold_id, instant_ms(ended_at)))
        FROM named_jobs),
      'holds', (SELECT json_agg(json_build_array(h.org_id, h.id, h.job_id, h.amount::text, h.state,
          instant_ms(h.silent_at), h.legs,
          (SELECT json_agg(json_build_array(s.grant_id, s.reserved::text, s.open::text, s.settled::text, s.released::text))
            FROM hold_slices s WHERE s.org_id = h.org_id AND s.hold_id = h.id)))
        FROM named_holds h),
      'scheduled', (SELECT json_agg(json_build_array(org_id, id, source, kind, amount::text, instant_ms(effective_at),
          instant_ms(expires_at), business_key, issued))
        FROM (
          SELECT g.* FROM unnest(p_grant_orgs, p_grants) AS a (org_id, id)
              CROSS JOIN LATERAL (SELECT * FROM scheduled_grants WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS g
          UNION
          SELECT g.* FROM unnest(p_business_orgs, p_business_keys) AS a (org_id, business_key)
            CROSS JOIN LATERAL (SELECT * FROM scheduled_grants
                WHERE org_id = a.org_id AND business_key = a.business_key LIMIT 1) AS g) AS named_scheduled),
      'keys', (SELECT json_agg(json_build_array(k.org_id, k.operation, k.key, encode(k.payload_hash, 'hex'), k.accepted,
          k.outcome))
        FROM unnest(p_key_orgs, p_key_operations, p_keys) AS a (org_id, operation, key)
          CROSS JOIN LATERAL (SELECT * FROM idempotency_keys
            WHERE org_id = a.org_id AND operation = a.operation AND key = a.key LIMIT 1) AS k)
    ) INTO result;
    RETURN result;
  END $$;
`;
