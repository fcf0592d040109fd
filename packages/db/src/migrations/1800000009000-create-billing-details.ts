import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/** What an organization wants on its invoices. */
export class CreateBillingDetails1800000009000 implements HomeMigration {
  readonly name = "CreateBillingDetails1800000009000";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLE);
    await runInHome(
      runner,
      organizationTable("billing_details", {
        app: "SELECT, INSERT, UPDATE (name, line1, line2, postal_code, city, region, country, email, tax_id, tax_id_state)",
        worker: "SELECT",
        ledger: "SELECT",
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "billing_details");
  }
}

const TABLE = `
  CREATE TABLE billing_details (
    org_id uuid NOT NULL,
    name text NOT NULL,
    line1 text NOT NULL,
    line2 text,
    postal_code text,
    city text NOT NULL,
    region text,
    -- By ISO 3166-1.
    country text NOT NULL,
    email text,
    tax_id text,
    tax_id_state text,
    CONSTRAINT billing_details_pkey PRIMARY KEY (org_id),
    CONSTRAINT billing_details_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT billing_details_country CHECK (country ~ '^[A-Z]{2}$'),
    CONSTRAINT billing_details_tax_id CHECK (
      (tax_id IS NULL) = (tax_id_state IS NULL) AND tax_id_state IN ('pending', 'verified', 'unverified'))
  );
`;
