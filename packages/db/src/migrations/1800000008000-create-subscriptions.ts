import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/**
 * Plans: subscriptions with their periods, contracts, and requests that pay for a plan. Periods of an organization do not
 * overlap, and neither do its contracts: the exclusions need the extension btree_gist, which comes with PostgreSQL and
 * which the owner of a database may create.
 */
export class CreateSubscriptions1800000008000 implements HomeMigration {
  readonly name = "CreateSubscriptions1800000008000";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(runner, dueKinds([...EARLIER_KINDS, ...KINDS]));
    await runInHome(runner, RIGHTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `DELETE FROM due WHERE kind IN ('${KINDS.join("', '")}');
      ALTER TABLE organizations DROP COLUMN has_contract`,
    );
    await runInHome(runner, dueKinds(EARLIER_KINDS));
    await runInHome(runner, "REVOKE UPDATE (plan) ON organizations FROM scrip_worker");
    await dropTables(runner, "plan_requests", "contracts", "subscription_periods", "subscriptions");
  }
}

const EARLIER_KINDS = ["issue_grant", "expire_grant", "expire_hold"];
const KINDS = [
  "end_contract",
  "start_contract",
  "start_subscription",
  "renew_subscription",
  "charge_subscription",
  "credit_contract",
  "credit_subscription",
];

const dueKinds = (kinds: readonly string[]): string => `
  ALTER TABLE due DROP CONSTRAINT due_kind, ADD CONSTRAINT due_kind CHECK (kind IN ('${kinds.join("', '")}'))`;

const TABLES = `
  CREATE EXTENSION IF NOT EXISTS btree_gist;

  CREATE TABLE subscriptions (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    plan text NOT NULL,
    "interval" text NOT NULL,
    -- The start, from which its months are counted.
    anchor timestamptz(3) NOT NULL,
    catalog_version integer NOT NULL,
    paid_by text NOT NULL,
    -- What happens at the end of the running period instead of a renewal, and when it was asked for.
    scheduled_kind text,
    scheduled_plan text,
    scheduled_interval text,
    asked_at timestamptz(3),
    -- The month whose credit comes next, and earlier ones without credit.
    next_month integer NOT NULL,
    skipped_months integer[] NOT NULL,
    ended_at timestamptz(3),
    end_reason text,
    CONSTRAINT subscriptions_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT subscriptions_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT subscriptions_catalog_fkey FOREIGN KEY (catalog_version) REFERENCES catalog_copies (number),
    CONSTRAINT subscriptions_interval CHECK ("interval" IN ('month', 'year') AND scheduled_interval IN ('month', 'year')),
    CONSTRAINT subscriptions_paid_by CHECK (paid_by IN ('outside', 'card')),
    CONSTRAINT subscriptions_scheduled CHECK (scheduled_kind IN ('cancel', 'change')
      AND (scheduled_kind IS NULL) = (asked_at IS NULL)
      AND num_nonnulls(scheduled_plan, scheduled_interval) = CASE WHEN scheduled_kind = 'change' THEN 2 ELSE 0 END),
    CONSTRAINT subscriptions_months CHECK (next_month >= 0),
    CONSTRAINT subscriptions_ended CHECK ((ended_at IS NULL) = (end_reason IS NULL) AND ended_at >= anchor
      AND (ended_at IS NULL OR scheduled_kind IS NULL)),
    CONSTRAINT subscriptions_end_reason CHECK (
      end_reason IN ('cancelled', 'unpaid', 'replaced', 'contract', 'set', 'closed'))
  );
  CREATE UNIQUE INDEX subscriptions_one_open ON subscriptions (org_id) WHERE ended_at IS NULL;

  CREATE TABLE subscription_periods (
    org_id uuid NOT NULL,
    subscription_id uuid NOT NULL,
    -- The number of its first month, counted from the anchor.
    month integer NOT NULL,
    months integer NOT NULL,
    plan text NOT NULL,
    "interval" text NOT NULL,
    -- Micro-USD.
    price bigint NOT NULL,
    -- The credit of each month, in micro-USD, and the days until it lapses.
    credit_amount bigint,
    credit_days integer,
    starts_at timestamptz(3) NOT NULL,
    ends_at timestamptz(3) NOT NULL,
    paid_at timestamptz(3),
    -- The reference of the payment, as the payment port gave it.
    payment_ref text,
    -- When the payment is tried or looked up next.
    try_at timestamptz(3),
    failed_at timestamptz(3),
    failures integer NOT NULL DEFAULT 0,
    CONSTRAINT subscription_periods_pkey PRIMARY KEY (org_id, subscription_id, month),
    CONSTRAINT subscription_periods_subscription_fkey FOREIGN KEY (org_id, subscription_id)
      REFERENCES subscriptions (org_id, id),
    CONSTRAINT subscription_periods_length CHECK (month >= 0 AND months > 0 AND ends_at >= starts_at),
    CONSTRAINT subscription_periods_interval CHECK (
      "interval" IN ('month', 'year') AND months = CASE "interval" WHEN 'month' THEN 1 ELSE 12 END),
    CONSTRAINT subscription_periods_amounts CHECK (
      price >= 0 AND credit_amount > 0 AND credit_days > 0 AND (credit_amount IS NULL) = (credit_days IS NULL)),
    CONSTRAINT subscription_periods_payment CHECK (
      (paid_at IS NULL OR try_at IS NULL) AND paid_at >= starts_at AND failed_at >= starts_at
      AND (failures > 0) = (failed_at IS NOT NULL)),
    CONSTRAINT subscription_periods_tile EXCLUDE USING gist (org_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
  );

  CREATE TABLE contracts (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    plan text NOT NULL,
    state text NOT NULL,
    starts_at timestamptz(3) NOT NULL,
    ends_at timestamptz(3),
    ended_at timestamptz(3),
    -- Nano-USD per unit in digits, by resource.
    rates jsonb NOT NULL,
    -- Values that replace those of the plan.
    entitlements jsonb NOT NULL,
    -- The credit that it gives: amount in micro-USD in digits, how often, days until it lapses, kind.
    credits jsonb NOT NULL,
    -- The month, counted from the start, whose credit comes next.
    next_month integer NOT NULL DEFAULT 0,
    reason text NOT NULL,
    made_by_type text NOT NULL,
    made_by_id uuid,
    made_at timestamptz(3) NOT NULL,
    CONSTRAINT contracts_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT contracts_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT contracts_state CHECK (
      state IN ('scheduled', 'running', 'ended') AND (state = 'ended') = (ended_at IS NOT NULL)),
    CONSTRAINT contracts_interval CHECK (ends_at > starts_at),
    CONSTRAINT contracts_months CHECK (next_month >= 0),
    CONSTRAINT contracts_made_by CHECK (made_by_type IN ('operator', 'service_key', 'system')),
    CONSTRAINT contracts_apart EXCLUDE USING gist (org_id WITH =, tstzrange(starts_at,
      CASE WHEN ended_at IS NULL THEN ends_at ELSE greatest(starts_at, ended_at) END) WITH &&)
  );
  CREATE UNIQUE INDEX contracts_one_running ON contracts (org_id) WHERE state = 'running';

  -- What was asked of a plan, by its idempotency key. A request that pays has the id of the subscription that it starts.
  CREATE TABLE plan_requests (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    operation text NOT NULL,
    idempotency_key text NOT NULL,
    payload_hash bytea NOT NULL,
    state text NOT NULL,
    plan text,
    "interval" text,
    -- Micro-USD.
    price bigint,
    -- The first answer or refusal; null while the payment has no known outcome.
    outcome jsonb,
    at timestamptz(3) NOT NULL,
    CONSTRAINT plan_requests_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT plan_requests_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT plan_requests_key UNIQUE (org_id, operation, idempotency_key),
    CONSTRAINT plan_requests_operation CHECK (
      operation IN ('subscribe', 'change', 'cancel', 'undo', 'create_contract', 'end_contract')),
    CONSTRAINT plan_requests_state CHECK (state IN ('paying', 'done', 'refused')
      AND (state = 'paying') = (outcome IS NULL)),
    CONSTRAINT plan_requests_paying CHECK (state <> 'paying' OR num_nonnulls(plan, "interval", price) = 3),
    CONSTRAINT plan_requests_hash CHECK (length(payload_hash) = 32)
  );
  CREATE UNIQUE INDEX plan_requests_one_paying ON plan_requests (org_id) WHERE state = 'paying';

  -- Tells a batch that the organization may have prices of its own.
  ALTER TABLE organizations ADD COLUMN has_contract boolean NOT NULL DEFAULT false;
`;

/** The same for API and worker: the worker carries out what is due, and finishes requests that were interrupted. */
const ofProcesses = (rights: string) => ({ app: rights, worker: rights, ledger: "SELECT" });

const RIGHTS = `
  ${organizationTable(
    "subscriptions",
    ofProcesses(`SELECT, INSERT, UPDATE (plan, "interval", scheduled_kind, scheduled_plan, scheduled_interval, asked_at,
      next_month, skipped_months, ended_at, end_reason)`),
  )}
  ${organizationTable(
    "subscription_periods",
    ofProcesses("SELECT, INSERT, UPDATE (ends_at, paid_at, payment_ref, try_at, failed_at, failures)"),
  )}
  ${organizationTable("contracts", ofProcesses("SELECT, INSERT, UPDATE (state, ends_at, ended_at, next_month)"))}
  ${organizationTable("plan_requests", ofProcesses("SELECT, INSERT, UPDATE (state, outcome)"))}
  GRANT UPDATE (has_contract) ON organizations TO scrip_app, scrip_worker;
  GRANT UPDATE (plan) ON organizations TO scrip_worker;
`;
