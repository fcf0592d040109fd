import type { MigrationInterface, QueryRunner } from "typeorm";
import { columns, instant, plain, plainOrNone, TERMS, texts } from "./1790000009100-load-by-columns.ts";
import { LOAD_KEYS_OF_ENTRIES } from "./1790000015000-keys-in-entries.ts";

/**
 * What only some commands name is loaded by statements of its own, where a command names it: PostgreSQL sets up every
 * part of a plan before it runs it, half a millisecond for holds, jobs and grants that most batches have none of, which
 * is what a single charge waits for, and each command of a small batch pays its share of.
 */
export class LoadInSteps1790000021000 implements MigrationInterface {
  name = "LoadInSteps1790000021000";

  async up(runner: QueryRunner): Promise<void> {
    // Another name: a process of before would take the first row for all of them.
    await runner.query("DROP FUNCTION lock_and_load");
    await runner.query(LOAD_IN_STEPS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP FUNCTION lock_and_read");
    await runner.query(LOAD_KEYS_OF_ENTRIES);
  }
}

const GRANTS = columns(
  ...TERMS,
  plain("avail"),
  plain("held"),
  plain("spent"),
  plain("expired"),
  plain("revoked"),
  plain("legs"),
);

/** A charge without a job has its key's id, which its entry names as its cause. */
const KEYS_OF_ENTRIES = columns(
  plain("a.id"),
  plain("e.payload_id"),
  plain("a.operation"),
  plain("e.seq"),
  plain("e.cause_id"),
  plain("e.net"),
  plainOrNone("e.first_amount"),
  plainOrNone("e.first_hold_id"),
  plainOrNone("e.first_released"),
  plain("e.available"),
  plain("e.reserved"),
  plain("e.owed"),
  texts("e.answer"),
);

export const LOAD_IN_STEPS = `
  -- Locks organizations in order and reads what commands name of them: a JSON object for each step.
  CREATE FUNCTION lock_and_read(
    p_lock boolean, p_orgs uuid[],
    p_key_orgs uuid[], p_key_operations text[], p_keys text[], p_key_ids uuid[],
    p_ref_orgs uuid[], p_refs text[],
    p_hold_orgs uuid[], p_holds uuid[],
    p_grant_orgs uuid[], p_grants uuid[],
    p_business_orgs uuid[], p_business_keys text[]
  ) RETURNS SETOF json LANGUAGE plpgsql
  -- Planning costs more than running, and every row is found by its key: one plan per connection,
  -- in which a scan of a whole table never looks cheaper than an index, however small it was then.
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
  SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off AS $$
  BEGIN
    PERFORM set_config('scrip.org_ids', p_orgs::text, true);
    IF p_lock THEN
      PERFORM 1 FROM organizations WHERE org_id = ANY (p_orgs) ORDER BY org_id FOR NO KEY UPDATE;
    END IF;

    RETURN QUERY SELECT json_build_object(
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
      'grants', (SELECT ${GRANTS} FROM (SELECT g.* FROM unnest(p_orgs) AS a (org_id)
        CROSS JOIN LATERAL (SELECT * FROM grants WHERE org_id = a.org_id AND is_open OFFSET 0) AS g) AS open_grants),
      'debts', (SELECT ${columns(
        plain("org_id"),
        plain("id"),
        plain("amount"),
        plain("open"),
        plain("paid"),
        plain("forgiven"),
        plain("seq"),
      )} FROM (SELECT * FROM debts WHERE org_id = ANY (p_orgs) AND is_open ORDER BY seq) AS open_debts),
      'keys', (SELECT ${columns(
        plain("a.id"),
        plain("encode(k.payload_hash, 'hex')"),
        plain("k.accepted"),
        texts("k.outcome"),
      )} FROM unnest(p_key_orgs, p_key_operations, p_keys, p_key_ids) AS a (org_id, operation, key, id)
      CROSS JOIN LATERAL (SELECT * FROM idempotency_keys
        WHERE org_id = a.org_id AND operation = a.operation AND key = a.key LIMIT 1) AS k),
      'chargeKeys', (SELECT ${KEYS_OF_ENTRIES} FROM unnest(p_key_orgs, p_key_ids, p_key_operations) AS a (org_id, id, operation)
        CROSS JOIN LATERAL (SELECT * FROM entries
          WHERE org_id = a.org_id AND cause_id = a.id AND leg = 1 AND cause_type = 'charge' LIMIT 1) AS e
        WHERE a.operation = 'charge'),
      'entryKeys', (SELECT ${KEYS_OF_ENTRIES} FROM unnest(p_key_orgs, p_key_ids, p_key_operations) AS a (org_id, id, operation)
        CROSS JOIN LATERAL (SELECT * FROM entries WHERE org_id = a.org_id AND key_id = a.id LIMIT 1) AS e
        WHERE a.operation <> 'charge')
    );

    IF cardinality(p_refs) + cardinality(p_holds) > 0 THEN
      RETURN QUERY WITH named_jobs AS MATERIALIZED (
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
      )
      SELECT json_build_object(
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
        'grants', (SELECT ${GRANTS} FROM (SELECT g.* FROM named_slices s
          CROSS JOIN LATERAL (SELECT * FROM grants WHERE org_id = s.org_id AND id = s.grant_id LIMIT 1) AS g
          WHERE NOT g.is_open) AS closed_grants)
      );
    END IF;

    IF cardinality(p_grants) + cardinality(p_business_keys) > 0 THEN
      RETURN QUERY WITH wanted_grants AS MATERIALIZED (
        SELECT g.* FROM unnest(p_grant_orgs, p_grants) AS a (org_id, id)
          CROSS JOIN LATERAL (SELECT * FROM grants WHERE org_id = a.org_id AND id = a.id LIMIT 1) AS g WHERE NOT g.is_open
        UNION ALL
        SELECT g.* FROM unnest(p_business_orgs, p_business_keys) AS a (org_id, business_key)
          CROSS JOIN LATERAL (SELECT * FROM grants WHERE org_id = a.org_id AND business_key = a.business_key LIMIT 1) AS g
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
        'grants', (SELECT ${GRANTS} FROM wanted_grants),
        'scheduled', (SELECT ${columns(...TERMS, plain("issued"))} FROM wanted_scheduled)
      );
    END IF;
  END $$;
`;
