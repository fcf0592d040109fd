import type { MigrationInterface, QueryRunner } from "typeorm";
import { LOAD_IN_STEPS } from "./1790000021000-load-in-steps.ts";

/**
 * What a batch loads comes as lines, one for each row. With an aggregate for each column, setting up sixty of them took
 * half of what a single charge waits for here. The heads come out of the statement that locks them; debts are looked
 * for where an organization owes something; and what a key answered is read only where one was used before, which is
 * looked for first. 176 us became 91 for one charge, 517 became 431 for a hundred on one organization, 1,135 became
 * 961 for one on each of 64 (PostgreSQL's clock, least of four runs).
 */
export class LoadInLines1790000022000 implements MigrationInterface {
  name = "LoadInLines1790000022000";

  async up(runner: QueryRunner): Promise<void> {
    // Another name: a process of before would read lines as columns, find no credit, and record that.
    await runner.query("DROP FUNCTION lock_and_read");
    await runner.query(LOCK_AND_FETCH);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP FUNCTION lock_and_fetch");
    await runner.query(LOAD_IN_STEPS);
  }
}

/** A value that may be missing: nothing between its commas. */
const orNone = (value: string): string => `coalesce((${value})::text, '')`;
/** Milliseconds since 1970. A double holds them exactly for longer than there are dates. */
const milliseconds = (column: string): string => `round(date_part('epoch', ${column}) * 1000)::bigint`;
const instant = (column: string): string => orNone(milliseconds(column));

/** Ids, numbers and words of rows, which have no commas, in the order in which `read-loaded.ts` takes them. */
const lines = (...values: string[]): string => `string_agg(concat_ws(',', ${values.join(", ")}), E'\\n')`;

/** Rows, with what people and services wrote in arrays beside their lines; nothing where there are none. */
const rows = (values: readonly string[], ...texts: string[]): string =>
  `CASE WHEN count(*) > 0 THEN json_build_array(
    ${[lines(...values), ...texts.map((text) => `array_agg(${text})`)].join(", ")}) END`;

const ORGANIZATIONS = rows([
  "org_id",
  "seq",
  milliseconds("at"),
  "encode(hash, 'hex')",
  "available",
  "reserved",
  "owed",
  instant("clock_at"),
  "catalog_version",
]);
const TERMS = ["org_id", "id", "source", "kind", "amount", milliseconds("effective_at"), instant("expires_at")];
const GRANTS = rows([...TERMS, "avail", "held", "spent", "expired", "revoked", "legs"], "business_key");
const DEBTS = rows(["org_id", "id", "amount", "open", "paid", "forgiven", "seq"]);
const JOBS = rows(
  [
    "org_id",
    "id",
    "resource",
    "work",
    "mode",
    "rate",
    "units_milli",
    orNone("estimate_ms"),
    "catalog_version",
    milliseconds("started_at"),
    "state",
    instant("paused_at"),
    "paused_ms",
    "reported_ms",
    "chargeable_ms",
    "charged",
    "charges",
    orNone("hold_id"),
    instant("ended_at"),
  ],
  "ref",
  "project",
  "member",
);
const HOLDS = rows(["org_id", "id", orNone("job_id"), "amount", "state", instant("silent_at"), "legs"]);
const SLICES = rows(["org_id", "hold_id", "grant_id", "reserved", "open", "settled", "released"]);
const KEYS = rows(["a.id", "encode(k.payload_hash, 'hex')", "k.accepted"], "k.outcome");
const KEYS_OF_ENTRIES = rows(
  [
    "a.id",
    "e.payload_id",
    "a.operation",
    "e.seq",
    "e.cause_id",
    "e.net",
    orNone("e.first_amount"),
    orNone("e.first_hold_id"),
    orNone("e.first_released"),
    "e.available",
    "e.reserved",
    "e.owed",
  ],
  "e.answer",
);

/** The heads as they are once they are locked, and whether one of them owes something. */
const heads = (locked: string): string => `
      SELECT json_build_object(
          'now', ${milliseconds("date_trunc('milliseconds', clock_timestamp())")}, 'orgs', ${ORGANIZATIONS}
        ), bool_or(owed > 0) INTO step, someone_owes
        FROM (SELECT * FROM organizations WHERE org_id = ANY (p_orgs) ${locked}) AS heads;`;

/** Rows of keys. Every look-up goes by the whole key, whatever the planner thinks of the tables. */
const REFUSED_KEYS = (list: string): string => `unnest(p_key_orgs, p_key_operations, p_keys, p_key_ids)
          AS a (org_id, operation, key, id)
        CROSS JOIN LATERAL (SELECT ${list} FROM idempotency_keys
          WHERE org_id = a.org_id AND operation = a.operation AND key = a.key LIMIT 1) AS k`;
/** A charge without a job has its key's id, which its entry names as its cause. */
const CHARGE_KEYS = (list: string): string => `unnest(p_key_orgs, p_key_ids, p_key_operations)
          AS a (org_id, id, operation)
        CROSS JOIN LATERAL (SELECT ${list} FROM entries
          WHERE org_id = a.org_id AND cause_id = a.id AND leg = 1 AND cause_type = 'charge' LIMIT 1) AS e
        WHERE a.operation = 'charge'`;
const ENTRY_KEYS = (list: string): string => `unnest(p_key_orgs, p_key_ids, p_key_operations)
          AS a (org_id, id, operation)
        CROSS JOIN LATERAL (SELECT ${list} FROM entries WHERE org_id = a.org_id AND key_id = a.id LIMIT 1) AS e
        WHERE a.operation <> 'charge'`;

const LOCK_AND_FETCH = `
  -- Locks organizations in order and reads what commands name of them: a JSON object for each step.
  CREATE FUNCTION lock_and_fetch(
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
  DECLARE
    step json;
    someone_owes boolean;
    some_key_was_used boolean;
  BEGIN
    PERFORM set_config('scrip.org_ids', p_orgs::text, true);
    IF p_lock THEN ${heads("ORDER BY org_id FOR NO KEY UPDATE")}
    ELSE ${heads("")}
    END IF;
    RETURN NEXT step;

    -- A statement of its own: it sees what was committed while the one above waited for the locks.
    SELECT json_build_object('grants', (SELECT ${GRANTS} FROM unnest(p_orgs) AS a (organization)
          CROSS JOIN LATERAL (SELECT * FROM grants WHERE org_id = a.organization AND is_open OFFSET 0) AS open_grants)),
        EXISTS (SELECT FROM ${REFUSED_KEYS("")}) OR EXISTS (SELECT FROM ${CHARGE_KEYS("")})
          OR EXISTS (SELECT FROM ${ENTRY_KEYS("")})
      INTO step, some_key_was_used;
    RETURN NEXT step;

    IF someone_owes THEN
      RETURN QUERY SELECT json_build_object('debts', (SELECT ${DEBTS}
        FROM (SELECT * FROM debts WHERE org_id = ANY (p_orgs) AND is_open ORDER BY seq) AS open_debts));
    END IF;

    IF some_key_was_used THEN
      RETURN QUERY SELECT json_build_object(
        'keys', (SELECT ${KEYS} FROM ${REFUSED_KEYS("*")}),
        'chargeKeys', (SELECT ${KEYS_OF_ENTRIES} FROM ${CHARGE_KEYS("*")}),
        'entryKeys', (SELECT ${KEYS_OF_ENTRIES} FROM ${ENTRY_KEYS("*")}));
    END IF;

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
        'jobs', (SELECT ${JOBS} FROM named_jobs),
        'holds', (SELECT ${HOLDS} FROM named_holds),
        'slices', (SELECT ${SLICES} FROM named_slices),
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
        'scheduled', (SELECT ${rows([...TERMS, "issued"], "business_key")} FROM wanted_scheduled)
      );
    END IF;
  END $$;
`;
