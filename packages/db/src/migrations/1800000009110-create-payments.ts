import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/** How an organization pays, and each attempt to take a payment. */
export class CreatePayments1800000009110 implements HomeMigration {
  readonly name = "CreatePayments1800000009110";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(
      runner,
      organizationTable("billing_accounts", {
        app: "SELECT, INSERT, UPDATE (methods_at)",
        worker: "SELECT, INSERT, UPDATE (methods_at)",
        ledger: "SELECT",
      }) +
        organizationTable("payment_methods", {
          app: `SELECT, INSERT, UPDATE (${METHOD_CHANGES})`,
          worker: `SELECT, INSERT, UPDATE (${METHOD_CHANGES})`,
          ledger: "SELECT",
        }) +
        organizationTable("payment_attempts", {
          app: `SELECT, INSERT, UPDATE (${ATTEMPT_CHANGES})`,
          worker: `SELECT, INSERT, UPDATE (${ATTEMPT_CHANGES})`,
          ledger: "SELECT",
        }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "payment_attempts", "payment_methods", "billing_accounts");
  }
}

const METHOD_CHANGES = "exp_month, exp_year, brand, last4, is_default, removed_at";
const ATTEMPT_CHANGES =
  "state, page_id, page_url, payment_id, invoice_id, gateway_subscription, method, fingerprint, paid_with, why, grant_id, submitted_at, ended_at, look_ups";

const TABLES = `
  -- The organization's customer at the gateway, and its test clock there.
  CREATE TABLE billing_accounts (
    org_id uuid NOT NULL,
    customer text NOT NULL,
    livemode boolean NOT NULL,
    test_clock text,
    -- When the payment methods were last read from the gateway.
    methods_at timestamptz(3),
    CONSTRAINT billing_accounts_pkey PRIMARY KEY (org_id),
    CONSTRAINT billing_accounts_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id)
  );

  -- Copies of the payment methods of the gateway; one that was removed there stays, for old payments.
  CREATE TABLE payment_methods (
    org_id uuid NOT NULL,
    id text NOT NULL,
    kind text NOT NULL,
    brand text,
    last4 text,
    exp_month integer,
    exp_year integer,
    -- The same for the same card, however often it is added.
    fingerprint text,
    is_default boolean NOT NULL,
    added_at timestamptz(3) NOT NULL,
    removed_at timestamptz(3),
    CONSTRAINT payment_methods_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT payment_methods_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT payment_methods_expiry CHECK ((exp_month IS NULL) = (exp_year IS NULL) AND exp_month BETWEEN 1 AND 12),
    CONSTRAINT payment_methods_default CHECK (NOT is_default OR removed_at IS NULL)
  );
  CREATE UNIQUE INDEX payment_methods_one_default ON payment_methods (org_id) WHERE is_default;

  -- Each attempt to take a payment. Its id is the key under which the gateway is asked.
  CREATE TABLE payment_attempts (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    purpose text NOT NULL,
    -- How the gateway takes it: a page that a member fills, a saved method, or an invoice of a subscription.
    way text NOT NULL,
    state text NOT NULL,
    -- Micro-USD in whole cents; gross = net + tax.
    net bigint NOT NULL,
    tax bigint NOT NULL,
    gross bigint NOT NULL,
    -- Seller, buyer and lines of the sale, as they were when the attempt was made.
    sale jsonb NOT NULL,
    -- Credit on top of a purchase, and its life in days of 24 hours.
    bonus bigint,
    bonus_days integer,
    customer text NOT NULL,
    livemode boolean NOT NULL,
    -- Of a payment for a plan: the subscription, or the request that starts it; the first month; the try of that month.
    subscription_id uuid,
    month integer,
    try integer,
    -- Who asked for it, under which key.
    actor_type text NOT NULL,
    actor_id text,
    idempotency_key text,
    payload_hash bytea,
    -- The organization's time.
    created_at timestamptz(3) NOT NULL,
    ended_at timestamptz(3),
    -- Real time, by which the gateway forgets keys.
    submitted_at timestamptz(3),
    look_ups integer NOT NULL DEFAULT 0,
    -- The gateway's names, as far as they are known.
    page_id text,
    page_url text,
    payment_id text,
    invoice_id text,
    gateway_subscription text,
    method text,
    fingerprint text,
    -- In words: "Visa ending in 4242".
    paid_with text,
    -- Why it failed, or is parked.
    why text,
    -- The credit that a purchase gave.
    grant_id uuid,
    CONSTRAINT payment_attempts_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT payment_attempts_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT payment_attempts_grant_fkey FOREIGN KEY (org_id, grant_id) REFERENCES grants (org_id, id),
    CONSTRAINT payment_attempts_key UNIQUE (org_id, idempotency_key),
    CONSTRAINT payment_attempts_purpose CHECK (purpose IN ('purchase', 'auto_topup', 'subscription')),
    CONSTRAINT payment_attempts_way CHECK (way IN ('page', 'saved', 'invoice')),
    CONSTRAINT payment_attempts_state CHECK (
      state IN ('created', 'submitted', 'succeeded', 'failed', 'unknown', 'parked')),
    CONSTRAINT payment_attempts_amounts CHECK (net > 0 AND tax >= 0 AND gross = net + tax AND gross % 10000 = 0),
    CONSTRAINT payment_attempts_bonus CHECK (bonus > 0 AND bonus_days > 0),
    CONSTRAINT payment_attempts_subscription CHECK (
      (purpose = 'subscription') = (subscription_id IS NOT NULL)
      AND (subscription_id IS NULL) = (month IS NULL) AND (subscription_id IS NULL) = (try IS NULL)
      AND month >= 0 AND try > 0),
    CONSTRAINT payment_attempts_submitted CHECK ((state = 'created') = (submitted_at IS NULL)),
    CONSTRAINT payment_attempts_ended CHECK ((state IN ('succeeded', 'failed')) = (ended_at IS NOT NULL)),
    CONSTRAINT payment_attempts_why CHECK (why IS NULL OR state IN ('failed', 'parked', 'unknown')),
    CONSTRAINT payment_attempts_paid CHECK (
      state <> 'succeeded' OR (payment_id IS NOT NULL AND (purpose = 'subscription') = (grant_id IS NULL)))
  );
  CREATE UNIQUE INDEX payment_attempts_one_payment ON payment_attempts (org_id, payment_id) WHERE state = 'succeeded';
  CREATE UNIQUE INDEX payment_attempts_one_grant ON payment_attempts (org_id, grant_id) WHERE grant_id IS NOT NULL;
  CREATE UNIQUE INDEX payment_attempts_one_try ON payment_attempts (org_id, subscription_id, month, try)
    WHERE purpose = 'subscription';
  CREATE UNIQUE INDEX payment_attempts_one_automatic ON payment_attempts (org_id)
    WHERE purpose = 'auto_topup' AND state IN ('created', 'submitted', 'unknown');
  CREATE INDEX payment_attempts_by_time ON payment_attempts (org_id, created_at, id);
`;
