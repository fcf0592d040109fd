import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/**
 * Budgets: caps on what a subject of an organization may use in a window of time, and the use of each window. Scope and
 * period are data. `docs/decisions/0013-budgets.md` says why they are rows of the organization.
 *
 * A hold that a budget counts keeps who placed it and when, which gives its windows. No hash covers these columns.
 */
export class CreateBudgets1800000007600 implements HomeMigration {
  readonly name = "CreateBudgets1800000007600";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(runner, told([...REASONS, "budget_exceeded"]));
    await runInHome(runner, RIGHTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "budget_uses", "budgets");
    await runInHome(
      runner,
      `ALTER TABLE holds DROP COLUMN placed_by, DROP COLUMN placed_at;
      ALTER TABLE organizations DROP COLUMN has_budgets`,
    );
    // Rows never change, so those that paused for a budget stay as they are.
    await runInHome(runner, `${told(REASONS)} NOT VALID`);
  }
}

const TABLES = `
  CREATE TABLE budgets (
    org_id uuid NOT NULL,
    scope text NOT NULL,
    -- The subject within its scope: of the scope key, the id of a service key.
    ref text NOT NULL,
    period text NOT NULL,
    -- Micro-USD in one window; null counts the use and limits nothing.
    cap bigint,
    version integer NOT NULL,
    -- Use is counted from the window of this time on.
    created_at timestamptz(3) NOT NULL,
    CONSTRAINT budgets_pkey PRIMARY KEY (org_id, scope, ref, period),
    CONSTRAINT budgets_org_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT budgets_scope CHECK (scope IN ('key')),
    CONSTRAINT budgets_period CHECK (period IN ('day')),
    CONSTRAINT budgets_cap CHECK (cap >= 0),
    CONSTRAINT budgets_version CHECK (version >= 1)
  );

  CREATE TABLE budget_uses (
    org_id uuid NOT NULL,
    scope text NOT NULL,
    ref text NOT NULL,
    period text NOT NULL,
    window_start timestamptz(3) NOT NULL,
    -- Micro-USD: charges, and what holds keep open. It may be above the cap: work that is done is always charged.
    used bigint NOT NULL,
    CONSTRAINT budget_uses_pkey PRIMARY KEY (org_id, scope, ref, period, window_start),
    CONSTRAINT budget_uses_budget_fkey FOREIGN KEY (org_id, scope, ref, period)
      REFERENCES budgets (org_id, scope, ref, period),
    CONSTRAINT budget_uses_used CHECK (used >= 0)
  ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

  -- Tells a batch that keys may have a ceiling of which the caller did not know.
  ALTER TABLE organizations ADD COLUMN has_budgets boolean NOT NULL DEFAULT false;

  ALTER TABLE holds ADD COLUMN placed_by uuid, ADD COLUMN placed_at timestamptz(3),
    ADD CONSTRAINT holds_placed CHECK ((placed_by IS NULL) = (placed_at IS NULL));
`;

const CAP = "SELECT, INSERT, UPDATE (cap, version)";
const USED = "SELECT, INSERT, UPDATE (used)";

/** A ceiling that is set on a key in use marks the holds that the key placed before, in the same window. */
const RIGHTS = `
  ${organizationTable("budgets", { app: CAP, worker: CAP, ledger: "SELECT, INSERT" })}
  ${organizationTable("budget_uses", { app: USED, worker: USED, ledger: USED })}
  GRANT UPDATE (placed_by, placed_at) ON holds TO scrip_app, scrip_worker;
  GRANT UPDATE (has_budgets) ON organizations TO scrip_app, scrip_worker;
`;

const REASONS = [
  "insufficient_credit",
  "asked",
  "silent",
  "paused",
  "price_above_limit",
  "balance_above_limit",
  "user_fault",
  "platform_fault",
];

const told = (reasons: readonly string[]): string => `
  ALTER TABLE job_charges DROP CONSTRAINT job_charges_told, ADD CONSTRAINT job_charges_told CHECK (
    decision IN ('continue', 'pause', 'stop') AND reason IN ('${reasons.join("', '")}') AND missing > 0)`;
