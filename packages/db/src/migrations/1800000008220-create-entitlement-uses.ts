import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/** The counters of entitlements that the platform counts, and every change of them under its idempotency key. */
export class CreateEntitlementUses1800000008220 implements HomeMigration {
  readonly name = "CreateEntitlementUses1800000008220";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(
      runner,
      [
        organizationTable("entitlement_uses", {
          app: "SELECT, INSERT, UPDATE (used)",
          worker: "SELECT",
          ledger: "SELECT",
        }),
        organizationTable("entitlement_changes", { app: "SELECT, INSERT", worker: "SELECT", ledger: "SELECT" }),
      ].join(""),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "entitlement_changes", "entitlement_uses");
    await runInHome(runner, "DROP FUNCTION IF EXISTS announce_plan() CASCADE");
  }
}

const TABLES = `
  CREATE TABLE entitlement_uses (
    org_id uuid NOT NULL,
    entitlement text NOT NULL,
    used bigint NOT NULL,
    CONSTRAINT entitlement_uses_pkey PRIMARY KEY (org_id, entitlement),
    CONSTRAINT entitlement_uses_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT entitlement_uses_used CHECK (used >= 0)
  );

  CREATE TABLE entitlement_changes (
    org_id uuid NOT NULL,
    operation text NOT NULL,
    key text NOT NULL,
    entitlement text NOT NULL,
    count bigint NOT NULL,
    at timestamptz(3) NOT NULL,
    outcome text NOT NULL,
    -- What was allowed then; null for any number.
    most bigint,
    -- The counter after it; it stays as it was if the change was refused.
    used bigint NOT NULL,
    -- The first plan that would have allowed it.
    needed_plan text,
    CONSTRAINT entitlement_changes_pkey PRIMARY KEY (org_id, operation, key),
    CONSTRAINT entitlement_changes_counter_fkey FOREIGN KEY (org_id, entitlement)
      REFERENCES entitlement_uses (org_id, entitlement),
    CONSTRAINT entitlement_changes_operation CHECK (operation IN ('use', 'release')),
    CONSTRAINT entitlement_changes_count CHECK (count > 0),
    CONSTRAINT entitlement_changes_used CHECK (used >= 0),
    CONSTRAINT entitlement_changes_outcome CHECK (
      outcome = 'done' OR outcome = CASE operation WHEN 'use' THEN 'limit_reached' ELSE 'not_in_use' END)
  );
  CREATE INDEX entitlement_changes_of_counter ON entitlement_changes (org_id, entitlement);
`;
