import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";

/**
 * The identity of a cell in its own database, and the place to which an organization moved. An organization lives in the
 * one cell where its row names no other. In every other cell its rows are an archive, or a copy that is under way.
 */
export class NameCell1800000010400 implements HomeMigration {
  readonly name = "NameCell1800000010400";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, "ALTER TABLE organizations DROP COLUMN moved_to CASCADE");
    await dropTables(runner, "cell");
  }
}

const TABLES = `
  CREATE TABLE cell (
    -- The table has at most one row. Without a row the database is the only cell of its deployment.
    is_only boolean NOT NULL DEFAULT true,
    name text NOT NULL,
    -- Grows all the time, here first and then in the platform's list. A database that was restored is behind the list.
    epoch bigint NOT NULL,
    CONSTRAINT cell_pkey PRIMARY KEY (is_only),
    CONSTRAINT cell_one_row CHECK (is_only),
    CONSTRAINT cell_name CHECK (name ~ '^[a-z][a-z0-9-]{0,30}$'),
    CONSTRAINT cell_epoch CHECK (epoch >= 1)
  );
  GRANT SELECT ON cell TO scrip_app, scrip_worker, scrip_ledger, scrip_verify;
  GRANT UPDATE (epoch) ON cell TO scrip_worker;
  -- The cell to ask for the organization; null where it lives.
  ALTER TABLE organizations ADD COLUMN moved_to text;
`;
