import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/** The outcome of each claim of a code in its organization, and the failed tries of the last hour. */
export class CreateRedemptions1800000008240 implements HomeMigration {
  readonly name = "CreateRedemptions1800000008240";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(
      runner,
      [
        organizationTable("redemptions", { app: "SELECT, INSERT", worker: "SELECT, INSERT", ledger: "SELECT" }),
        organizationTable("code_tries", {
          app: "SELECT, INSERT, DELETE",
          worker: "SELECT, DELETE",
          ledger: "SELECT",
        }),
      ].join(""),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "code_tries", "redemptions");
  }
}

const TABLES = `
  CREATE TABLE redemptions (
    org_id uuid NOT NULL,
    -- The id of the claim in the platform.
    claim_id uuid NOT NULL,
    code_id uuid NOT NULL,
    -- Null if the organization's step refused the claim: its use was given back.
    grant_id uuid,
    at timestamptz(3) NOT NULL,
    CONSTRAINT redemptions_pkey PRIMARY KEY (org_id, claim_id),
    CONSTRAINT redemptions_grant_key UNIQUE (org_id, grant_id),
    CONSTRAINT redemptions_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT redemptions_grant_fkey FOREIGN KEY (org_id, grant_id) REFERENCES grants (org_id, id)
  );
  CREATE INDEX redemptions_of_code ON redemptions (org_id, code_id);

  -- The tries of the last hour, of the organization's time. A try that succeeds is deleted.
  CREATE TABLE code_tries (
    org_id uuid NOT NULL,
    -- The id of the claim, if the try comes to one.
    id uuid NOT NULL,
    tried_at timestamptz(3) NOT NULL,
    CONSTRAINT code_tries_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT code_tries_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id)
  );
`;
