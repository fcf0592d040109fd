import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/** The settings of an organization's single sign-on, the proofs of its domains, and who joined by it. */
export class CreateSsoSettings1800000007850 implements HomeMigration {
  readonly name = "CreateSsoSettings1800000007850";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(
      runner,
      [
        organizationTable("sso_settings", {
          app: "SELECT, INSERT, UPDATE",
          worker: "SELECT, INSERT, UPDATE",
          ledger: "SELECT",
        }),
        organizationTable("sso_proofs", {
          app: "SELECT, INSERT, UPDATE, DELETE",
          worker: "SELECT, UPDATE",
          ledger: "SELECT",
        }),
        organizationTable("sso_joins", { app: "SELECT, INSERT", worker: "SELECT", ledger: "SELECT" }),
      ].join(""),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "sso_joins", "sso_proofs", "sso_settings");
  }
}

const TABLES = `
  CREATE TABLE sso_settings (
    org_id uuid NOT NULL,
    -- Grows with every change, so that an old copy never replaces a newer one.
    revision integer NOT NULL,
    -- As better-auth reads them; the client's secret is sealed. Both are null without an identity provider.
    issuer text,
    oidc_config text,
    saml_config text,
    default_role text NOT NULL,
    is_forced boolean NOT NULL,
    -- When an owner or administrator signed in by these settings.
    tested_at timestamptz(3),
    CONSTRAINT sso_settings_pkey PRIMARY KEY (org_id),
    CONSTRAINT sso_settings_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT sso_settings_revision CHECK (revision > 0),
    CONSTRAINT sso_settings_one_protocol CHECK (num_nonnulls(oidc_config, saml_config) = num_nonnulls(issuer)),
    CONSTRAINT sso_settings_role CHECK (default_role IN ('admin', 'billing', 'member', 'viewer')),
    CONSTRAINT sso_settings_tested CHECK (tested_at IS NULL OR issuer IS NOT NULL),
    CONSTRAINT sso_settings_forced CHECK (tested_at IS NOT NULL OR NOT is_forced)
  );

  CREATE TABLE sso_proofs (
    org_id uuid NOT NULL,
    domain text NOT NULL,
    -- The text of the DNS record.
    token text NOT NULL,
    added_at timestamptz(3) NOT NULL,
    checked_at timestamptz(3),
    proved_at timestamptz(3),
    -- Since when the record of a proved domain has been missing.
    lost_at timestamptz(3),
    CONSTRAINT sso_proofs_pkey PRIMARY KEY (org_id, domain),
    CONSTRAINT sso_proofs_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT sso_proofs_lost CHECK (lost_at IS NULL OR proved_at IS NOT NULL)
  );

  -- Who joined by single sign-on, once. A person who was removed since then does not join again without an invitation.
  CREATE TABLE sso_joins (
    org_id uuid NOT NULL,
    person_id uuid NOT NULL,
    joined_at timestamptz(3) NOT NULL,
    CONSTRAINT sso_joins_pkey PRIMARY KEY (org_id, person_id),
    CONSTRAINT sso_joins_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id)
  );
`;
