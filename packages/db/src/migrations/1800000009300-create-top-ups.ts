import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/** Automatic top-up: its settings and state, and the threshold that commands of the ledger look at. */
export class CreateTopUps1800000009300 implements HomeMigration {
  readonly name = "CreateTopUps1800000009300";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, HEAD);
    await runInHome(runner, TABLE);
    await runInHome(runner, CAPS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, "ALTER TABLE payment_attempts DROP COLUMN day_cap, DROP COLUMN month_cap");
    await dropTables(runner, "declined_cards", "top_ups");
    await runInHome(runner, "ALTER TABLE organizations DROP COLUMN topup_below");
  }
}

const HEAD = `
  -- A command that leaves less spendable credit than this asks automatic top-up. Null while no command may ask.
  ALTER TABLE organizations ADD COLUMN topup_below bigint;
  ALTER TABLE organizations ADD CONSTRAINT organizations_topup CHECK (topup_below > 0);
  GRANT UPDATE (topup_below) ON organizations TO scrip_app, scrip_worker, scrip_ledger;
`;

const CHANGES = "state, until, threshold, amount, target, per_day, per_month, changed_at";

const TABLE = `
  CREATE TABLE top_ups (
    org_id uuid NOT NULL,
    state text NOT NULL,
    -- When it goes on by itself: after a card's rest, or at the end of a day or month.
    until timestamptz(3),
    -- Micro-USD in whole cents, net.
    threshold bigint NOT NULL,
    amount bigint,
    target bigint,
    per_day bigint NOT NULL,
    per_month bigint NOT NULL,
    changed_at timestamptz(3) NOT NULL,
    CONSTRAINT top_ups_pkey PRIMARY KEY (org_id),
    CONSTRAINT top_ups_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT top_ups_state CHECK (state IN ('off', 'ready', 'rests', 'day_cap', 'month_cap', 'no_card', 'stopped')),
    CONSTRAINT top_ups_until CHECK ((state IN ('rests', 'day_cap', 'month_cap')) = (until IS NOT NULL)),
    CONSTRAINT top_ups_amounts CHECK (
      threshold > 0 AND (amount IS NULL) <> (target IS NULL) AND amount > 0 AND target > threshold
      AND per_day > 0 AND per_month >= per_day)
  );
  -- The cards that declined an automatic top-up and have not been charged since.
  CREATE TABLE declined_cards (
    org_id uuid NOT NULL,
    -- The fingerprint of the card.
    card text NOT NULL,
    -- The first decline, and the next try; null if there is none any more.
    failed_at timestamptz(3) NOT NULL,
    retry_at timestamptz(3),
    CONSTRAINT declined_cards_pkey PRIMARY KEY (org_id, card),
    CONSTRAINT declined_cards_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT declined_cards_retry CHECK (retry_at > failed_at)
  );
  ${organizationTable("top_ups", {
    app: `SELECT, INSERT, UPDATE (${CHANGES})`,
    worker: `SELECT, INSERT, UPDATE (${CHANGES})`,
    ledger: "SELECT",
  })}
  ${organizationTable("declined_cards", {
    app: `SELECT, INSERT, UPDATE (failed_at, retry_at), DELETE`,
    worker: `SELECT, INSERT, UPDATE (failed_at, retry_at), DELETE`,
    ledger: "SELECT",
  })}
`;

/** The caps under which an automatic attempt was made, since a member may change them later (L24). */
const CAPS = `
  ALTER TABLE payment_attempts ADD COLUMN day_cap bigint, ADD COLUMN month_cap bigint;
  ALTER TABLE payment_attempts ADD CONSTRAINT payment_attempts_caps CHECK (
    (purpose = 'auto_topup') = (day_cap IS NOT NULL) AND (day_cap IS NULL) = (month_cap IS NULL)
    AND (day_cap IS NULL OR (net <= day_cap AND net <= month_cap)));
`;
