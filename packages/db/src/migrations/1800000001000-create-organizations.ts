import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";

/**
 * The copies of the published catalogs, and one row per organization: its clock, and the head of its ledger. Every
 * command locks the row.
 */
export class CreateOrganizations1800000001000 implements HomeMigration {
  readonly name = "CreateOrganizations1800000001000";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, COPIES);
    await runInHome(runner, TABLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "organizations", "catalog_copies");
  }
}

// Publishing a catalog creates the copy. So no row of the organizations' home refers to the platform's home.
const COPIES = `
  CREATE TABLE catalog_copies (
    number integer NOT NULL,
    hash bytea NOT NULL,
    catalog text NOT NULL,
    published_at timestamptz(3) NOT NULL,
    CONSTRAINT catalog_copies_pkey PRIMARY KEY (number),
    CONSTRAINT catalog_copies_hash_size CHECK (length(hash) = 32)
  );
`;

// Every command updates its organization's row, so half of each page stays free for updates in place (HOT).
const TABLE = `
  CREATE TABLE organizations (
    org_id uuid NOT NULL,
    name text NOT NULL,
    created_at timestamptz(3) NOT NULL,
    -- The time of a test clock. Null: the organization follows PostgreSQL's clock.
    clock_at timestamptz(3),
    catalog_version integer NOT NULL,
    seq bigint NOT NULL,
    at timestamptz(3) NOT NULL,
    hash bytea NOT NULL,
    available bigint NOT NULL,
    reserved bigint NOT NULL,
    owed bigint NOT NULL,
    CONSTRAINT organizations_pkey PRIMARY KEY (org_id),
    CONSTRAINT organizations_catalog_fkey FOREIGN KEY (catalog_version) REFERENCES catalog_copies (number),
    CONSTRAINT organizations_balances CHECK (available >= 0 AND reserved >= 0 AND owed >= 0),
    CONSTRAINT organizations_head CHECK (seq >= 0 AND length(hash) = 32)
  ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
`;
