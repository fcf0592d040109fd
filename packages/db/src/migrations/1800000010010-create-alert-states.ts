import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/** What people were notified of: the state of the balance, and the levels of budgets; and from when they want to be. */
export class CreateAlertStates1800000010010 implements HomeMigration {
  readonly name = "CreateAlertStates1800000010010";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, HEADS);
    await runInHome(runner, USES);
    await runInHome(runner, SETTINGS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "alert_settings");
    await runInHome(runner, "ALTER TABLE budget_uses DROP COLUMN level");
    await runInHome(runner, "ALTER TABLE organizations DROP COLUMN balance_state, DROP COLUMN alert_below");
  }
}

const HEADS = `
  ALTER TABLE organizations
    -- The balance as people know it from their notices.
    ADD COLUMN balance_state text NOT NULL DEFAULT 'new',
    -- The balance is low below this, in micro-USD.
    ADD COLUMN alert_below bigint DEFAULT 10000000,
    ADD CONSTRAINT organizations_state CHECK (balance_state IN ('new', 'enough', 'low', 'exhausted')),
    ADD CONSTRAINT organizations_alert CHECK (alert_below > 0);
  GRANT UPDATE (balance_state) ON organizations TO scrip_app, scrip_worker, scrip_ledger;
  GRANT UPDATE (alert_below) ON organizations TO scrip_app;
`;

const USES = `
  ALTER TABLE budget_uses
    -- The highest level of the cap, in percent, of which people were notified in the window.
    ADD COLUMN level smallint NOT NULL DEFAULT 0,
    ADD CONSTRAINT budget_uses_level CHECK (level IN (0, 50, 80, 100));
  GRANT UPDATE (level) ON budget_uses TO scrip_app, scrip_worker, scrip_ledger;
`;

const SETTINGS = `
  CREATE TABLE alert_settings (
    org_id uuid NOT NULL,
    -- The runway is short below so many hours; null for no such notice.
    runway_hours integer,
    -- Credit is about to expire so many days before its end; null for no such notice.
    expiry_days integer,
    -- What people were notified of: whether the runway is short.
    is_runway_short boolean NOT NULL DEFAULT false,
    CONSTRAINT alert_settings_pkey PRIMARY KEY (org_id),
    CONSTRAINT alert_settings_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT alert_settings_runway CHECK (runway_hours BETWEEN 1 AND 720),
    CONSTRAINT alert_settings_expiry CHECK (expiry_days BETWEEN 1 AND 30)
  );
  ${organizationTable("alert_settings", {
    app: "SELECT, INSERT, UPDATE (runway_hours, expiry_days, is_runway_short)",
    worker: "SELECT, INSERT, UPDATE (is_runway_short)",
    ledger: "SELECT",
  })}
`;
