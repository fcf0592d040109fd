import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";

/**
 * The ledger: grants, holds, debts, jobs and charges, and the entries and postings that move them.
 *
 * The tables of the batch path have few checks, and `docs/decisions/0008-few-rows-per-charge.md` gives the
 * measurements: `entries`, `job_charges`, `idempotency_keys` and `holds` have no foreign key to `organizations`. `entries`
 * and `hold_slices` have triggers in place of foreign keys to grants and holds (`sql/check-references.sql`). The views
 * `postings` and `charges` are sql files too.
 */
export class CreateLedger1800000002000 implements HomeMigration {
  readonly name = "CreateLedger1800000002000";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, GRANTS);
    await runInHome(runner, JOBS_AND_HOLDS);
    await runInHome(runner, ENTRIES);
    await runInHome(runner, STATISTICS);
    await runInHome(runner, CHARGES_AND_DEBTS);
    await runInHome(runner, POSTINGS);
    await runInHome(runner, IDEMPOTENCY_KEYS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `ALTER TABLE jobs DROP CONSTRAINT jobs_hold_fkey;
      ALTER TABLE grants DROP CONSTRAINT grants_debt_fkey`,
    );
    await dropTables(runner, "idempotency_keys", "further_postings", "debts", "job_charges", "entries");
    await dropTables(runner, "hold_slices", "holds", "jobs", "scheduled_grants", "grants");
  }
}

const SOURCES = "'signup', 'plan', 'purchase', 'auto_topup', 'code', 'adjustment', 'contract', 'refund'";

const GRANTS = `
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
    -- This value changes once, so the partial index below leaves updates of the counters HOT.
    is_open boolean NOT NULL,
    legs integer NOT NULL,
    -- The charge or the debt that a refund grant gives back. There is no foreign key to charges: they are in two tables.
    charge_id uuid,
    debt_id uuid,
    CONSTRAINT grants_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT grants_business_key UNIQUE (org_id, business_key),
    CONSTRAINT grants_org_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT grants_source CHECK (source IN (${SOURCES})),
    CONSTRAINT grants_kind CHECK (kind IN ('promotional', 'paid')),
    CONSTRAINT grants_amount CHECK (amount > 0),
    CONSTRAINT grants_interval CHECK (expires_at > effective_at),
    CONSTRAINT grants_counters CHECK (avail >= 0 AND held >= 0 AND spent >= 0 AND expired >= 0 AND revoked >= 0),
    CONSTRAINT grants_sum CHECK (avail + held + spent + expired + revoked = amount),
    CONSTRAINT grants_is_open CHECK (is_open = (avail + held > 0)),
    CONSTRAINT grants_refund CHECK (num_nonnulls(charge_id, debt_id) = (source = 'refund')::int)
  ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
  CREATE INDEX grants_open_idx ON grants (org_id) WHERE is_open;
  -- The refunds of a charge, and of a debt.
  CREATE INDEX grants_charge_idx ON grants (org_id, charge_id) WHERE charge_id IS NOT NULL;
  CREATE INDEX grants_debt_idx ON grants (org_id, debt_id) WHERE debt_id IS NOT NULL;

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
`;

const JOBS_AND_HOLDS = `
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
    CONSTRAINT jobs_catalog_fkey FOREIGN KEY (catalog_version) REFERENCES catalog_copies (number),
    CONSTRAINT jobs_ref_key UNIQUE (org_id, ref),
    CONSTRAINT jobs_org_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT jobs_mode CHECK (mode IN ('epochs', 'timed')),
    CONSTRAINT jobs_state CHECK (state IN ('running', 'paused', 'silent', 'completed', 'cancelled', 'failed')),
    CONSTRAINT jobs_terms CHECK (rate >= 0 AND units_milli > 0 AND estimate_ms >= 0),
    CONSTRAINT jobs_meter CHECK (
      paused_ms >= 0 AND chargeable_ms >= 0 AND chargeable_ms <= reported_ms AND charged >= 0 AND charges >= 0),
    CONSTRAINT jobs_running_holds CHECK ((state = 'running') = (hold_id IS NOT NULL)),
    CONSTRAINT jobs_paused_since CHECK ((state = 'paused') = (paused_at IS NOT NULL)),
    CONSTRAINT jobs_ended_at CHECK ((state IN ('completed', 'cancelled', 'failed')) = (ended_at IS NOT NULL))
  ) WITH (fillfactor = 80);
  CREATE INDEX jobs_started_idx ON jobs (org_id, started_at);
  -- A settle leaves the state of a running job as it is, so its update stays HOT.
  CREATE INDEX jobs_live_idx ON jobs (org_id, state) WHERE ended_at IS NULL;

  CREATE TABLE holds (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    job_id uuid,
    amount bigint NOT NULL,
    state text NOT NULL,
    silent_at timestamptz(3),
    legs integer NOT NULL,
    CONSTRAINT holds_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT holds_job_fkey FOREIGN KEY (org_id, job_id) REFERENCES jobs (org_id, id),
    CONSTRAINT holds_amount CHECK (amount > 0 OR (amount = 0 AND job_id IS NOT NULL)),
    CONSTRAINT holds_state CHECK (state IN ('open', 'settled', 'voided', 'expired'))
  ) WITH (fillfactor = 80);
  CREATE UNIQUE INDEX holds_one_open_per_job ON holds (org_id, job_id) WHERE state = 'open';
  CREATE INDEX holds_job_idx ON holds (org_id, job_id) WHERE job_id IS NOT NULL;
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
    CONSTRAINT hold_slices_counters CHECK (reserved > 0 AND open >= 0 AND settled >= 0 AND released >= 0),
    CONSTRAINT hold_slices_sum CHECK (reserved = open + settled + released)
  ) WITH (fillfactor = 80);
`;

/** The frequent kinds come first: PostgreSQL compares a value with the list from its beginning. */
const KINDS = `'charged', 'hold_placed', 'settled',
      'grant_issued', 'grant_expired', 'grant_revoked', 'grant_reinstated',
      'hold_grown', 'hold_released', 'hold_voided', 'hold_expired', 'debt_forgiven'`;

const ENTRIES = `
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
    -- The entries of one kind with the same labels (activity_series).
    series bigint,
    -- The change of available + reserved - owed: the gain or loss of the organization.
    net bigint,
    -- Posting number 0, if it moves credit of a grant as the kind of the entry says. The view postings has its buckets.
    first_amount bigint,
    first_grant_id uuid,
    first_hold_id uuid,
    -- The amount of a charge without a job. Its other values are those of this entry and its series.
    charged bigint,
    -- Posting number 1, if it gives the rest of a settled hold back to the grant of posting number 0.
    first_released bigint,
    -- On the last entry of a command: the number of its idempotency key (key_id_of), half of the payload's hash, and
    -- the part of the answer that does not follow from the entry.
    key_id uuid,
    payload_id uuid,
    answer text,
    CONSTRAINT entries_pkey PRIMARY KEY (org_id, seq),
    CONSTRAINT entries_cause_key UNIQUE (org_id, cause_id, leg, cause_type),
    CONSTRAINT entries_kind CHECK (kind IN (${KINDS})),
    CONSTRAINT entries_actor CHECK (actor_type IN ('service_key', 'member', 'operator', 'system')),
    CONSTRAINT entries_cause CHECK (cause_type IN ('grant', 'hold', 'charge', 'debt') AND leg >= 1),
    CONSTRAINT entries_balances CHECK (available >= 0 AND reserved >= 0 AND owed >= 0),
    CONSTRAINT entries_seq CHECK (seq >= 1),
    CONSTRAINT entries_hash_size CHECK (length(hash) = 32),
    CONSTRAINT entries_posting CHECK (CASE
      WHEN first_amount IS NULL THEN num_nonnulls(first_grant_id, first_hold_id, first_released) = 0
      ELSE first_amount > 0 AND first_grant_id IS NOT NULL AND kind <> 'debt_forgiven'
        AND (first_hold_id IS NULL)
          = (kind IN ('charged', 'grant_issued', 'grant_expired', 'grant_revoked', 'grant_reinstated'))
        AND (first_released IS NULL OR (first_released > 0 AND kind = 'settled'))
      END),
    CONSTRAINT entries_charged CHECK (charged IS NULL OR (
      charged > 0 AND cause_type = 'charge' AND kind IN ('charged', 'settled') AND leg = 1)),
    -- The id of a charge without a job is the number of its key, so the key is in no column and index of its own.
    CONSTRAINT entries_key CHECK (CASE
      WHEN payload_id IS NULL THEN key_id IS NULL AND answer IS NULL
      ELSE (key_id IS NULL) = (kind = 'charged') END)
  );
  CREATE UNIQUE INDEX entries_key_id ON entries (org_id, key_id) WHERE key_id IS NOT NULL;
`;

/** Columns by which queries find entries. */
const FOUND_BY = ["org_id", "seq", "at", "kind", "cause_id", "series", "key_id", "first_grant_id", "first_hold_id"];
const NOT_FOUND_BY = [
  "recorded_at",
  "actor_type",
  "actor_id",
  "cause_type",
  "leg",
  "available",
  "reserved",
  "owed",
  "hash",
  "net",
  "first_amount",
  "first_released",
  "charged",
  "payload_id",
  "answer",
];

/**
 * Each time a table has grown by a tenth, PostgreSQL takes a sample of it and sorts every column of the sample: a
 * third of a second for entries. Columns of queries need a quarter of the sample. The other columns need none.
 */
const STATISTICS = `
  ALTER TABLE entries ${FOUND_BY.map((column) => `ALTER COLUMN ${column} SET STATISTICS 25`).join(", ")};
  ALTER TABLE entries ${NOT_FOUND_BY.map((column) => `ALTER COLUMN ${column} SET STATISTICS 0`).join(", ")};
`;

const CHARGES_AND_DEBTS = `
  -- The reports of jobs' meters. A charge without a job is its entry; the view charges has both.
  CREATE TABLE job_charges (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    job_id uuid NOT NULL,
    leg integer NOT NULL,
    resource text NOT NULL,
    rate bigint NOT NULL,
    units_milli bigint NOT NULL,
    reported_ms bigint NOT NULL,
    chargeable_ms bigint NOT NULL,
    amount bigint NOT NULL,
    beyond_hold boolean NOT NULL,
    after_silence boolean NOT NULL,
    project text,
    member text,
    at timestamptz(3) NOT NULL,
    -- The answer to the report.
    decision text,
    reason text,
    missing bigint,
    CONSTRAINT job_charges_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT job_charges_meter_key UNIQUE (org_id, job_id, leg),
    CONSTRAINT job_charges_job_fkey FOREIGN KEY (org_id, job_id) REFERENCES jobs (org_id, id),
    CONSTRAINT job_charges_amount CHECK (amount >= 0),
    CONSTRAINT job_charges_leg CHECK (leg >= 1),
    CONSTRAINT job_charges_meter CHECK (
      rate >= 0 AND units_milli > 0 AND chargeable_ms >= 0 AND chargeable_ms <= reported_ms),
    CONSTRAINT job_charges_told CHECK (decision IN ('continue', 'pause', 'stop')
      AND reason IN ('insufficient_credit', 'asked', 'silent', 'paused') AND missing > 0)
  );

  CREATE TABLE debts (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    -- The origin of the debt: a charge, or (grant_id) the revocation of a grant.
    charge_id uuid,
    amount bigint NOT NULL,
    open bigint NOT NULL,
    paid bigint NOT NULL,
    forgiven bigint NOT NULL,
    -- The entry that made the debt. The cause of that entry is the charge or the grant.
    seq bigint NOT NULL,
    is_open boolean NOT NULL,
    grant_id uuid,
    CONSTRAINT debts_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT debts_charge_key UNIQUE (org_id, charge_id),
    CONSTRAINT debts_entry_fkey FOREIGN KEY (org_id, seq) REFERENCES entries (org_id, seq),
    CONSTRAINT debts_grant_fkey FOREIGN KEY (org_id, grant_id) REFERENCES grants (org_id, id),
    CONSTRAINT debts_counters CHECK (amount > 0 AND open >= 0 AND paid >= 0 AND forgiven >= 0),
    CONSTRAINT debts_sum CHECK (open + paid + forgiven = amount),
    CONSTRAINT debts_is_open CHECK (is_open = (open > 0)),
    CONSTRAINT debts_origin CHECK (num_nonnulls(charge_id, grant_id) = 1)
  );
  CREATE INDEX debts_open_idx ON debts (org_id) WHERE is_open;
  CREATE INDEX debts_grant_idx ON debts (org_id, grant_id) WHERE grant_id IS NOT NULL;
  ALTER TABLE grants ADD CONSTRAINT grants_debt_fkey FOREIGN KEY (org_id, debt_id) REFERENCES debts (org_id, id);
`;

const POSTINGS = `
  -- The postings that their entries do not hold. Their constraints are named after the view of all postings.
  CREATE TABLE further_postings (
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
  -- The payments of a debt.
  CREATE INDEX postings_debt_idx ON further_postings (org_id, debt_id) WHERE debt_id IS NOT NULL;
`;

const IDEMPOTENCY_KEYS = `
  -- The keys of commands that made no entry. The key of a command with an entry is on its last entry.
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
    CONSTRAINT idempotency_keys_hash_size CHECK (length(payload_hash) = 32)
  );
`;
