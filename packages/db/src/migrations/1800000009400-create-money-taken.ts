import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/** Refunds and disputes of payments, what they take back of credit, and decisions about parked attempts. */
export class CreateMoneyTaken1800000009400 implements HomeMigration {
  readonly name = "CreateMoneyTaken1800000009400";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    const refunds = "SELECT, INSERT, UPDATE (gateway_id, state, at, ended_at, why)";
    const disputes = "SELECT, INSERT, UPDATE (state, closed_at)";
    const takings = "SELECT, INSERT, UPDATE (amount)";
    await runInHome(
      runner,
      organizationTable("payment_refunds", { app: refunds, worker: refunds, ledger: "SELECT" }) +
        organizationTable("payment_disputes", { app: disputes, worker: disputes, ledger: "SELECT" }) +
        organizationTable("payment_takings", { app: takings, worker: takings, ledger: "SELECT" }) +
        organizationTable("attempt_decisions", { app: "SELECT, INSERT", worker: "SELECT, INSERT", ledger: "SELECT" }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "attempt_decisions", "payment_takings", "payment_disputes", "payment_refunds");
  }
}

const TABLES = `
  -- A refund of a part of a payment: asked for by an operator, or made in the gateway's dashboard.
  CREATE TABLE payment_refunds (
    org_id uuid NOT NULL,
    -- The key under which the gateway is asked.
    id uuid NOT NULL,
    attempt_id uuid NOT NULL,
    -- The gateway's name: re_...; null until the gateway has it.
    gateway_id text,
    -- Micro-USD in whole cents; gross = net + tax. The taxes of a payment's refunds add up to its tax.
    gross bigint NOT NULL,
    tax bigint NOT NULL,
    net bigint NOT NULL,
    state text NOT NULL,
    -- Of the operator; null for one made in the dashboard.
    reason text,
    actor_type text NOT NULL,
    actor_id text,
    -- The organization's time when it was first known, and when it ended.
    created_at timestamptz(3) NOT NULL,
    ended_at timestamptz(3),
    -- The gateway's time.
    at timestamptz(3),
    -- Why the gateway refused it.
    why text,
    CONSTRAINT payment_refunds_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT payment_refunds_attempt_fkey FOREIGN KEY (org_id, attempt_id) REFERENCES payment_attempts (org_id, id),
    CONSTRAINT payment_refunds_gateway_key UNIQUE (org_id, gateway_id),
    CONSTRAINT payment_refunds_state CHECK (state IN ('asked', 'pending', 'succeeded', 'failed')),
    CONSTRAINT payment_refunds_amounts CHECK (
      gross > 0 AND tax >= 0 AND net >= 0 AND gross = net + tax AND gross % 10000 = 0),
    CONSTRAINT payment_refunds_known CHECK (
      (gateway_id IS NULL) = (at IS NULL) AND (state IN ('asked', 'failed') OR gateway_id IS NOT NULL)),
    CONSTRAINT payment_refunds_ended CHECK ((state IN ('succeeded', 'failed')) = (ended_at IS NOT NULL))
  );
  CREATE INDEX payment_refunds_of_attempt ON payment_refunds (org_id, attempt_id);

  -- A payment that its bank takes back, or wants to.
  CREATE TABLE payment_disputes (
    org_id uuid NOT NULL,
    -- The gateway's name: dp_...
    id text NOT NULL,
    attempt_id uuid NOT NULL,
    gross bigint NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    -- The gateway's time.
    opened_at timestamptz(3) NOT NULL,
    -- The organization's time when its end was first known.
    closed_at timestamptz(3),
    CONSTRAINT payment_disputes_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT payment_disputes_attempt_fkey FOREIGN KEY (org_id, attempt_id) REFERENCES payment_attempts (org_id, id),
    CONSTRAINT payment_disputes_state CHECK (state IN ('open', 'won', 'lost')),
    CONSTRAINT payment_disputes_gross CHECK (gross > 0 AND gross % 10000 = 0),
    CONSTRAINT payment_disputes_closed CHECK ((state = 'open') = (closed_at IS NULL))
  );
  CREATE INDEX payment_disputes_of_attempt ON payment_disputes (org_id, attempt_id);

  -- What refunds and disputes of a payment take back now of each grant that it gave.
  CREATE TABLE payment_takings (
    org_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    attempt_id uuid NOT NULL,
    amount bigint NOT NULL,
    CONSTRAINT payment_takings_pkey PRIMARY KEY (org_id, grant_id),
    CONSTRAINT payment_takings_grant_fkey FOREIGN KEY (org_id, grant_id) REFERENCES grants (org_id, id),
    CONSTRAINT payment_takings_attempt_fkey FOREIGN KEY (org_id, attempt_id) REFERENCES payment_attempts (org_id, id),
    CONSTRAINT payment_takings_amount CHECK (amount >= 0)
  );
  CREATE INDEX payment_takings_of_attempt ON payment_takings (org_id, attempt_id);

  -- What an operator decided about an attempt that is parked. The attempt itself stays as it is.
  CREATE TABLE attempt_decisions (
    org_id uuid NOT NULL,
    attempt_id uuid NOT NULL,
    decision text NOT NULL,
    -- The attempt that books the payment in its place.
    booked_by uuid,
    operator_id uuid NOT NULL,
    reason text NOT NULL,
    -- The organization's time.
    at timestamptz(3) NOT NULL,
    CONSTRAINT attempt_decisions_pkey PRIMARY KEY (org_id, attempt_id),
    CONSTRAINT attempt_decisions_attempt_fkey FOREIGN KEY (org_id, attempt_id) REFERENCES payment_attempts (org_id, id),
    CONSTRAINT attempt_decisions_booked_fkey FOREIGN KEY (org_id, booked_by) REFERENCES payment_attempts (org_id, id),
    CONSTRAINT attempt_decisions_booked_key UNIQUE (org_id, booked_by),
    CONSTRAINT attempt_decisions_decision CHECK (decision IN ('accepted', 'refunded', 'closed')),
    CONSTRAINT attempt_decisions_booked CHECK ((decision = 'accepted') = (booked_by IS NOT NULL)),
    CONSTRAINT attempt_decisions_reason CHECK (length(reason) BETWEEN 5 AND 500)
  );
`;
