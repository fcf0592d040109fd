import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * One round trip that locks a batch's organizations in order and then reads what its commands need.
 * Two statements, so that the second one sees what was committed while the first one waited.
 * Amounts are text, since JSON has no 64-bit integers; instants are milliseconds.
 */
export class CreateLockAndLoad1790000004000 implements MigrationInterface {
  name = "CreateLockAndLoad1790000004000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION instant_ms(value timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
        $$ SELECT (extract(epoch FROM value) * 1000)::bigint $$;
    `);
    await runner.query(LOCK_AND_LOAD);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP FUNCTION lock_and_load; DROP FUNCTION instant_ms");
  }
}

export const LOCK_AND_LOAD = `
  CREATE FUNCTION lock_and_load(
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
      SELECT j.* FROM unnest(p_ref_orgs, p_refs) AS a (org_id, ref) JOIN jobs j USING (org_id, ref)
      UNION
      SELECT j.* FROM unnest(p_hold_orgs, p_holds) AS a (org_id, id)
        JOIN holds h USING (org_id, id) JOIN jobs j ON j.org_id = h.org_id AND j.id = h.job_id
    ), named_holds AS MATERIALIZED (
      SELECT h.* FROM unnest(p_hold_orgs, p_holds) AS a (org_id, id) JOIN holds h USING (org_id, id)
      UNION
      SELECT h.* FROM named_jobs j JOIN holds h ON h.org_id = j.org_id AND h.id = j.hold_id
    ), wanted_grants AS MATERIALIZED (
      SELECT g.* FROM grants g WHERE g.org_id = ANY (p_orgs) AND g.is_open
      UNION
      SELECT g.* FROM unnest(p_grant_orgs, p_grants) AS a (org_id, id) JOIN grants g USING (org_id, id)
      UNION
      SELECT g.* FROM unnest(p_business_orgs, p_business_keys) AS a (org_id, business_key)
        JOIN grants g USING (org_id, business_key)
      UNION
      SELECT g.* FROM named_holds h JOIN hold_slices s ON s.org_id = h.org_id AND s.hold_id = h.id
        JOIN grants g ON g.org_id = s.org_id AND g.id = s.grant_id
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
          SELECT g.* FROM unnest(p_grant_orgs, p_grants) AS a (org_id, id) JOIN scheduled_grants g USING (org_id, id)
          UNION
          SELECT g.* FROM unnest(p_business_orgs, p_business_keys) AS a (org_id, business_key)
            JOIN scheduled_grants g USING (org_id, business_key)) AS named_scheduled),
      'keys', (SELECT json_agg(json_build_array(k.org_id, k.operation, k.key, encode(k.payload_hash, 'hex'), k.accepted,
          k.outcome))
        FROM unnest(p_key_orgs, p_key_operations, p_keys) AS a (org_id, operation, key)
          JOIN idempotency_keys k USING (org_id, operation, key))
    ) INTO result;
    RETURN result;
  END $$;
`;
