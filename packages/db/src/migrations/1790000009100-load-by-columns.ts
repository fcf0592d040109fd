import type { MigrationInterface, QueryRunner } from "typeorm";
import { LOAD_BY_KEY } from "./1790000008000-load-by-key.ts";

/**
 * What a batch loads comes column by column. A JSON array for each row looked up the type of each of its values
 * again: 19 us for a grant, where its columns take 6. Rows that are named twice come twice, which their reader
 * knows; to sort them out here cost more than to read them.
 */
export class LoadByColumns1790000009100 implements MigrationInterface {
  name = "LoadByColumns1790000009100";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LOAD_BY_COLUMNS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(LOAD_BY_KEY);
  }
}

/** Numbers, ids and words that have no commas: one text, with nothing where there is no value. */
export const plain = (column: string): string => `string_agg(${column}::text, ',')`;
export const plainOrNone = (column: string): string => `string_agg(coalesce(${column}::text, ''), ',')`;
/** Milliseconds since 1970. A double holds them exactly for longer than there are dates. */
export const instant = (column: string): string => plainOrNone(`round(date_part('epoch', ${column}) * 1000)::bigint`);
/** What people and services wrote. */
export const texts = (column: string): string => `array_to_json(array_agg(${column}))`;

export const TERMS = [
  plain("org_id"),
  plain("id"),
  plain("source"),
  plain("kind"),
  plain("amount"),
  instant("effective_at"),
  instant("expires_at"),
  texts("business_key"),
];

/** The columns of a table, in the order in which `read-loaded.ts` takes them; nothing where there are no rows. */
export const columns = (...of: string[]): string =>
  `CASE WHEN count(*) > 0 THEN json_build_array(${of.join(", ")}) END`;

const KEYS = `'keys', (SELECT ${columns(
  plain("k.org_id"),
  plain("k.operation"),
  texts("k.key"),
  plain("encode(k.payload_hash, 'hex')"),
  plain("k.accepted"),
  texts("k.outcome"),
)} FROM unnest(p_key_orgs, p_key_operations, p_keys) AS a (org_id, operation, key)
    CROSS JOIN LATERAL (SELECT * FROM idempotency_keys
      WHERE org_id = a.org_id AND operation = a.operation AND key = a.key LIMIT 1) AS k)`;

/**
 * The function, as it is from here on.
 * @param moreOfKeys further parameters that say which keys are looked for
 * @param keys members of the object that is returned: what is known of the keys
 */
export const loadByColumns = (moreOfKeys: string, keys: string): string => `
  CREATE OR REPLACE FUNCTION lock_and_load(
    p_lock boolean, p_orgs uuid[],
    p_key_orgs uuid[], p_key_operations text[], p_keys text[],${moreOfKeys}
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
      UNION ALL
      SELECT j.* FROM unnest(p_hold_orgs, p_holds) AS a (org_id, id)
        CROSS JOIN LATERAL (SELECT * FROM holds WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS h
        CROSS JOIN LATERAL (SELECT * FROM jobs WHERE org_id = h.org_id AND id = h.job_id LIMIT 1) AS j
    ), named_holds AS MATERIALIZED (
      SELECT h.* FROM unnest(p_hold_orgs, p_holds) AS a (org_id, id)
        CROSS JOIN LATERAL (SELECT * FROM holds WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS h
      UNION ALL
      SELECT h.* FROM named_jobs j
        CROSS JOIN LATERAL (SELECT * FROM holds WHERE org_id = j.org_id AND id = j.hold_id LIMIT 1) AS h
    ), named_slices AS MATERIALIZED (
      SELECT s.* FROM named_holds h
        CROSS JOIN LATERAL (SELECT * FROM hold_slices WHERE org_id = h.org_id AND hold_id = h.id OFFSET 0) AS s
    ), wanted_grants AS MATERIALIZED (
      SELECT g.* FROM unnest(p_orgs) AS a (org_id)
        CROSS JOIN LATERAL (SELECT * FROM grants WHERE org_id = a.org_id AND is_open OFFSET 0) AS g
      UNION ALL
      SELECT g.* FROM unnest(p_grant_orgs, p_grants) AS a (org_id, id)
        CROSS JOIN LATERAL (SELECT * FROM grants WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS g WHERE NOT g.is_open
      UNION ALL
      SELECT g.* FROM unnest(p_business_orgs, p_business_keys) AS a (org_id, business_key)
        CROSS JOIN LATERAL (SELECT * FROM grants WHERE org_id = a.org_id AND business_key = a.business_key LIMIT 1) AS g
        WHERE NOT g.is_open
      UNION ALL
      SELECT g.* FROM named_slices s
        CROSS JOIN LATERAL (SELECT * FROM grants WHERE org_id = s.org_id AND id = s.grant_id LIMIT 1) AS g
        WHERE NOT g.is_open
    ), wanted_scheduled AS MATERIALIZED (
      SELECT g.* FROM unnest(p_grant_orgs, p_grants) AS a (org_id, id)
        CROSS JOIN LATERAL (SELECT * FROM scheduled_grants WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS g
      UNION ALL
      SELECT g.* FROM unnest(p_business_orgs, p_business_keys) AS a (org_id, business_key)
        CROSS JOIN LATERAL (SELECT * FROM scheduled_grants
          WHERE org_id = a.org_id AND business_key = a.business_key LIMIT 1) AS g
    )
    SELECT json_build_object(
      'now', round(date_part('epoch', date_trunc('milliseconds', clock_timestamp())) * 1000)::bigint,
      'orgs', (SELECT ${columns(
        plain("org_id"),
        plain("seq"),
        instant("at"),
        plain("encode(hash, 'hex')"),
        plain("available"),
        plain("reserved"),
        plain("owed"),
        instant("clock_at"),
        plain("catalog_version"),
      )} FROM organizations WHERE org_id = ANY (p_orgs)),
      'grants', (SELECT ${columns(
        ...TERMS,
        plain("avail"),
        plain("held"),
        plain("spent"),
        plain("expired"),
        plain("revoked"),
        plain("legs"),
      )} FROM wanted_grants),
      'debts', (SELECT ${columns(
        plain("org_id"),
        plain("id"),
        plain("amount"),
        plain("open"),
        plain("paid"),
        plain("forgiven"),
        plain("seq"),
      )} FROM (SELECT * FROM debts WHERE org_id = ANY (p_orgs) AND is_open ORDER BY seq) AS open_debts),
      'jobs', (SELECT ${columns(
        plain("org_id"),
        plain("id"),
        texts("ref"),
        plain("resource"),
        plain("work"),
        plain("mode"),
        plain("rate"),
        plain("units_milli"),
        plainOrNone("estimate_ms"),
        texts("project"),
        texts("member"),
        plain("catalog_version"),
        instant("started_at"),
        plain("state"),
        instant("paused_at"),
        plain("paused_ms"),
        plain("reported_ms"),
        plain("chargeable_ms"),
        plain("charged"),
        plain("charges"),
        plainOrNone("hold_id"),
        instant("ended_at"),
      )} FROM named_jobs),
      'holds', (SELECT ${columns(
        plain("org_id"),
        plain("id"),
        plainOrNone("job_id"),
        plain("amount"),
        plain("state"),
        instant("silent_at"),
        plain("legs"),
      )} FROM named_holds),
      'slices', (SELECT ${columns(
        plain("org_id"),
        plain("hold_id"),
        plain("grant_id"),
        plain("reserved"),
        plain("open"),
        plain("settled"),
        plain("released"),
      )} FROM named_slices),
      'scheduled', (SELECT ${columns(...TERMS, plain("issued"))} FROM wanted_scheduled),
      ${keys}
    ) INTO result;
    RETURN result;
  END $$;
`;

export const LOAD_BY_COLUMNS = loadByColumns("", KEYS);
