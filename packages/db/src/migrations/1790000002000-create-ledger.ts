import type { MigrationInterface, QueryRunner } from "typeorm";
import { appendOnly, organizationTable } from "./row-level-security.ts";

/** The ledger: grants, holds, debts, jobs and charges, and the entries and postings that move them. */
export class CreateLedger1790000002000 implements MigrationInterface {
  name = "CreateLedger1790000002000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'the table % does not allow this change: a correction is a new entry', TG_TABLE_NAME
          USING ERRCODE = 'restrict_violation';
      END $$;
    `);
    for (const table of ["entries", "postings", "charges", "idempotency_keys"])
      await runner.query(organizationTable(table, "SELECT, INSERT") + appendOnly(table));
    for (const [table, columns] of Object.entries(MUTABLE))
      await runner.query(organizationTable(table, `SELECT, INSERT, UPDATE (${columns})`));
    await runner.query(`
      CREATE TRIGGER grants_only_grow BEFORE UPDATE ON grants FOR EACH ROW
        WHEN (NEW.spent < OLD.spent OR NEW.expired < OLD.expired) EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE idempotency_keys, postings, entries, debts, hold_slices, charges;
      ALTER TABLE jobs DROP CONSTRAINT jobs_hold_fkey;
      DROP TABLE holds, jobs, scheduled_grants, grants;
      DROP FUNCTION refuse_change();
    `);
  }
}

/** What may change of a row once it is written; the rest is what entries were hashed with. */
const MUTABLE = {
  grants: "avail, held, spent, expired, revoked, is_open, legs",
  holds: "state, silent_at, legs",
  hold_slices: "reserved, open, settled, released",
  debts: "open, paid, forgiven, is_open",
  jobs: "state, paused_at, paused_ms, reported_ms, chargeable_ms, charged, charges, hold_id, ended_at",
  scheduled_grants: "issued",
};

const SOURCES = "'signup', 'plan', 'purchase', 'auto_topup', 'code', 'adjustment', 'contract', 'refund'";

const TABLES = `
  CREATE TABLE grants (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    source text NOT NULL,
    kind text NOT NULL,
    amount bigint NOT NULL,
    effective_at timestamptz(3) NOT NULL,
    expires_at timestamptz(3),
    business_key text NOT NULL,
    avail bigint NOT NULL,
    held bigint NOT NULL,
    spent bigint NOT NULL,
    expired bigint NOT NULL,
    revoked bigint NOT NULL,
    -- Flips once, so that the partial index below leaves updates of the counters HOT.
    is_open boolean NOT NULL,
    legs integer NOT NULL,
    CONSTRAINT grants_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT grants_business_key UNIQUE (org_id, business_key),
    CONSTRAINT grants_org_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT grants_source CHECK (source IN (${SOURCES})),
    CONSTRAINT grants_kind CHECK (kind IN ('promotional', 'paid')),
    CONSTRAINT grants_amount CHECK (amount > 0),
    CONSTRAINT grants_interval CHECK (expires_at > effective_at),
    CONSTRAINT grants_counters CHECK (avail >= 0 AND held >= 0 AND spent >= 0 AND expired >= 0 AND revoked >= 0),
    CONSTRAINT grants_sum CHECK (avail + held + spent + expired + revoked = amount),
    CONSTRAINT grants_is_open CHECK (is_open = (avail + held > 0))
  ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
  CREATE INDEX grants_open_idx ON grants (org_id) WHERE is_open;

  CREATE TABLE scheduled_grants (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    source text NOT NULL,
    kind text NOT NULL,
    amount bigint NOT NULL,
    effective_at timestamptz(3) NOT NULL,
    expires_at timestamptz(3),
    business_key text NOT NULL,
    issued boolean NOT NULL,
    CONSTRAINT scheduled_grants_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT scheduled_grants_business_key UNIQUE (org_id, business_key),
    CONSTRAINT scheduled_grants_org_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT scheduled_grants_source CHECK (source IN (${SOURCES})),
    CONSTRAINT scheduled_grants_kind CHECK (kind IN ('promotional', 'paid')),
    CONSTRAINT scheduled_grants_amount CHECK (amount > 0),
    CONSTRAINT scheduled_grants_interval CHECK (expires_at > effective_at)
  );

  CREATE TABLE jobs (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    ref text NOT NULL,
    resource text NOT NULL,
    work text NOT NULL,
    mode text NOT NULL,
    rate bigint NOT NULL,
    units_milli bigint NOT NULL,
    estimate_ms bigint,
    project text,
    member text,
    catalog_version integer NOT NULL,
    started_at timestamptz(3) NOT NULL,
    state text NOT NULL,
    paused_at timestamptz(3),
    paused_ms bigint NOT NULL,
    reported_ms bigint NOT NULL,
    chargeable_ms bigint NOT NULL,
    charged bigint NOT NULL,
    charges integer NOT NULL,
    hold_id uuid,
    ended_at timestamptz(3),
    CONSTRAINT jobs_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT jobs_ref_key UNIQUE (org_id, ref),
    CONSTRAINT jobs_org_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT jobs_catalog_fkey FOREIGN KEY (catalog_version) REFERENCES catalog_versions (number),
    CONSTRAINT jobs_mode CHECK (mode IN ('epochs', 'timed')),
    CONSTRAINT jobs_state CHECK (state IN ('running', 'paused', 'silent', 'completed', 'cancelled', 'failed')),
    CONSTRAINT jobs_terms CHECK (rate >= 0 AND units_milli > 0 AND estimate_ms >= 0),
    CONSTRAINT jobs_meter CHECK (
      paused_ms >= 0 AND chargeable_ms >= 0 AND chargeable_ms <= reported_ms AND charged >= 0 AND charges >= 0),
    CONSTRAINT jobs_running_holds CHECK ((state = 'running') = (hold_id IS NOT NULL)),
    CONSTRAINT jobs_paused_since CHECK ((state = 'paused') = (paused_at IS NOT NULL)),
    CONSTRAINT jobs_ended_at CHECK ((state IN ('completed', 'cancelled', 'failed')) = (ended_at IS NOT NULL))
  ) WITH (fillfactor = 80);

  CREATE TABLE holds (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    job_id uuid,
    amount bigint NOT NULL,
    state text NOT NULL,
    silent_at timestamptz(3),
    legs integer NOT NULL,
    CONSTRAINT holds_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT holds_org_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT holds_job_fkey FOREIGN KEY (org_id, job_id) REFERENCES jobs (org_id, id),
    CONSTRAINT holds_amount CHECK (amount > 0 OR (amount = 0 AND job_id IS NOT NULL)),
    CONSTRAINT holds_state CHECK (state IN ('open', 'settled', 'voided', 'expired'))
  ) WITH (fillfactor = 80);
  CREATE UNIQUE INDEX holds_one_open_per_job ON holds (org_id, job_id) WHERE state = 'open';
  ALTER TABLE jobs ADD CONSTRAINT jobs_hold_fkey FOREIGN KEY (org_id, hold_id) REFERENCES holds (org_id, id);

  CREATE TABLE hold_slices (
    org_id uuid NOT NULL,
    hold_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    reserved bigint NOT NULL,
    open bigint NOT NULL,
    settled bigint NOT NULL,
    released bigint NOT NULL,
    CONSTRAINT hold_slices_pkey PRIMARY KEY (org_id, hold_id, grant_id),
    CONSTRAINT hold_slices_hold_fkey FOREIGN KEY (org_id, hold_id) REFERENCES holds (org_id, id),
    CONSTRAINT hold_slices_grant_fkey FOREIGN KEY (org_id, grant_id) REFERENCES grants (org_id, id),
    CONSTRAINT hold_slices_counters CHECK (reserved > 0 AND open >= 0 AND settled >= 0 AND released >= 0),
    CONSTRAINT hold_slices_sum CHECK (reserved = open + settled + released)
  ) WITH (fillfactor = 80);

  CREATE TABLE charges (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    job_id uuid,
    leg integer NOT NULL,
    hold_id uuid,
    resource text,
    rate bigint,
    units_milli bigint,
    reported_ms bigint,
    chargeable_ms bigint,
    amount bigint NOT NULL,
    beyond_hold boolean NOT NULL,
    after_silence boolean NOT NULL,
    project text,
    member text,
    at timestamptz(3) NOT NULL,
    CONSTRAINT charges_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT charges_meter_key UNIQUE (org_id, job_id, leg),
    CONSTRAINT charges_org_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT charges_job_fkey FOREIGN KEY (org_id, job_id) REFERENCES jobs (org_id, id),
    CONSTRAINT charges_hold_fkey FOREIGN KEY (org_id, hold_id) REFERENCES holds (org_id, id),
    CONSTRAINT charges_amount CHECK (amount > 0 OR (amount = 0 AND job_id IS NOT NULL)),
    CONSTRAINT charges_leg CHECK (leg >= 1),
    CONSTRAINT charges_job_terms CHECK (job_id IS NULL OR num_nulls(
      resource, rate, units_milli, reported_ms, chargeable_ms) = 0),
    CONSTRAINT charges_meter CHECK (rate >= 0 AND units_milli > 0 AND chargeable_ms >= 0 AND chargeable_ms <= reported_ms)
  );

  CREATE TABLE debts (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    charge_id uuid,
    amount bigint NOT NULL,
    open bigint NOT NULL,
    paid bigint NOT NULL,
    forgiven bigint NOT NULL,
    seq bigint NOT NULL,
    is_open boolean NOT NULL,
    CONSTRAINT debts_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT debts_charge_key UNIQUE (org_id, charge_id),
    CONSTRAINT debts_charge_fkey FOREIGN KEY (org_id, charge_id) REFERENCES charges (org_id, id),
    CONSTRAINT debts_counters CHECK (amount > 0 AND open >= 0 AND paid >= 0 AND forgiven >= 0),
    CONSTRAINT debts_sum CHECK (open + paid + forgiven = amount),
    CONSTRAINT debts_is_open CHECK (is_open = (open > 0))
  );
  CREATE INDEX debts_open_idx ON debts (org_id) WHERE is_open;

  CREATE TABLE entries (
    org_id uuid NOT NULL,
    seq bigint NOT NULL,
    at timestamptz(3) NOT NULL,
    recorded_at timestamptz(3) NOT NULL,
    kind text NOT NULL,
    actor_type text NOT NULL,
    actor_id uuid,
    cause_type text NOT NULL,
    cause_id uuid NOT NULL,
    leg integer NOT NULL,
    available bigint NOT NULL,
    reserved bigint NOT NULL,
    owed bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT entries_pkey PRIMARY KEY (org_id, seq),
    CONSTRAINT entries_cause_key UNIQUE (org_id, cause_id, leg, cause_type),
    CONSTRAINT entries_org_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT entries_kind CHECK (kind IN ('grant_issued', 'grant_expired', 'grant_revoked', 'grant_reinstated',
      'hold_placed', 'hold_grown', 'hold_released', 'hold_voided', 'hold_expired', 'settled', 'charged')),
    CONSTRAINT entries_actor CHECK (actor_type IN ('service_key', 'member', 'operator', 'system')),
    CONSTRAINT entries_cause CHECK (cause_type IN ('grant', 'hold', 'charge') AND leg >= 1),
    CONSTRAINT entries_balances CHECK (available >= 0 AND reserved >= 0 AND owed >= 0),
    CONSTRAINT entries_seq CHECK (seq >= 1),
    CONSTRAINT entries_hash_size CHECK (length(hash) = 32)
  );

  CREATE TABLE postings (
    org_id uuid NOT NULL,
    seq bigint NOT NULL,
    n smallint NOT NULL,
    from_bucket text NOT NULL,
    to_bucket text NOT NULL,
    amount bigint NOT NULL,
    grant_id uuid,
    hold_id uuid,
    debt_id uuid,
    CONSTRAINT postings_pkey PRIMARY KEY (org_id, seq, n),
    CONSTRAINT postings_entry_fkey FOREIGN KEY (org_id, seq) REFERENCES entries (org_id, seq),
    CONSTRAINT postings_grant_fkey FOREIGN KEY (org_id, grant_id) REFERENCES grants (org_id, id),
    CONSTRAINT postings_hold_fkey FOREIGN KEY (org_id, hold_id) REFERENCES holds (org_id, id),
    CONSTRAINT postings_debt_fkey FOREIGN KEY (org_id, debt_id) REFERENCES debts (org_id, id),
    CONSTRAINT postings_amount CHECK (amount > 0),
    CONSTRAINT postings_moves CHECK (CASE
      WHEN grant_id IS NOT NULL THEN
        (from_bucket = 'issued' AND to_bucket = 'avail')
        OR (from_bucket = 'avail' AND to_bucket IN ('held', 'spent', 'expired', 'revoked'))
        OR (from_bucket = 'held' AND to_bucket IN ('avail', 'spent'))
        OR (from_bucket = 'revoked' AND to_bucket = 'avail')
      ELSE
        (from_bucket IN ('charge', 'reversal') AND to_bucket = 'owed')
        OR (from_bucket = 'owed' AND to_bucket IN ('paid', 'forgiven'))
      END),
    CONSTRAINT postings_hold CHECK ((hold_id IS NOT NULL) = (from_bucket = 'held' OR to_bucket = 'held')),
    CONSTRAINT postings_debt CHECK (CASE
      WHEN grant_id IS NULL THEN debt_id IS NOT NULL
      ELSE debt_id IS NULL OR (from_bucket = 'avail' AND to_bucket = 'spent') END)
  );

  CREATE TABLE idempotency_keys (
    org_id uuid NOT NULL,
    operation text NOT NULL,
    key text NOT NULL,
    payload_hash bytea NOT NULL,
    accepted boolean NOT NULL,
    -- The answer or the refusal, exactly as it was first given.
    outcome text NOT NULL,
    at timestamptz(3) NOT NULL,
    CONSTRAINT idempotency_keys_pkey PRIMARY KEY (org_id, operation, key),
    CONSTRAINT idempotency_keys_org_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT idempotency_keys_hash_size CHECK (length(payload_hash) = 32)
  );
`;
