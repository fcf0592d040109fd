import type { QueryRunner } from "typeorm";
import type { RoleNames } from "../connection/roles.ts";
import { dropTables, type HomeMigration, rolesOf, runInHome } from "./home.ts";

/** The cells of the deployment, the cell of each organization, and the moves that are under way. */
export class CreateCells1800000010410 implements HomeMigration {
  readonly name = "CreateCells1800000010410";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(runner, rightsOf(rolesOf(runner)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, "ALTER TABLE organization_registry DROP COLUMN cell");
    await dropTables(runner, "organization_moves", "cells");
  }
}

const TABLES = `
  CREATE TABLE cells (
    name text NOT NULL,
    -- The greatest epoch that the cell is known to have reached.
    epoch bigint NOT NULL,
    -- New organizations go to open cells. A draining cell gives its organizations away.
    state text NOT NULL DEFAULT 'open',
    -- The cell of all organizations whose entry in the registry names none.
    is_first boolean NOT NULL,
    added_at timestamptz(3) NOT NULL,
    -- The server's identity; another server, or another timeline, is a restored database.
    system_identifier text,
    timeline integer,
    -- What the workers last reported.
    reported_at timestamptz(3),
    organizations bigint NOT NULL DEFAULT 0,
    entries_per_second real NOT NULL DEFAULT 0,
    oldest_due_at timestamptz(3),
    schema_version text,
    CONSTRAINT cells_pkey PRIMARY KEY (name),
    CONSTRAINT cells_name CHECK (name ~ '^[a-z][a-z0-9-]{0,30}$'),
    CONSTRAINT cells_epoch CHECK (epoch >= 1),
    CONSTRAINT cells_state CHECK (state IN ('open', 'draining')),
    CONSTRAINT cells_load CHECK (organizations >= 0 AND entries_per_second >= 0)
  );
  CREATE UNIQUE INDEX cells_first_key ON cells (is_first) WHERE is_first;
  -- Null: the first cell. So a deployment that becomes several cells changes no row.
  ALTER TABLE organization_registry ADD COLUMN cell text;
  ALTER TABLE organization_registry ADD CONSTRAINT organization_registry_cell_fkey FOREIGN KEY (cell) REFERENCES cells (name);
  CREATE INDEX organization_registry_cell_idx ON organization_registry (cell, org_id) WHERE cell IS NOT NULL;
  CREATE TABLE organization_moves (
    org_id uuid NOT NULL,
    from_cell text NOT NULL,
    to_cell text NOT NULL,
    started_at timestamptz(3) NOT NULL,
    -- What the move does now.
    step text NOT NULL,
    rows_copied bigint NOT NULL DEFAULT 0,
    rows_in_all bigint NOT NULL DEFAULT 0,
    CONSTRAINT organization_moves_pkey PRIMARY KEY (org_id),
    CONSTRAINT organization_moves_from_fkey FOREIGN KEY (from_cell) REFERENCES cells (name),
    CONSTRAINT organization_moves_to_fkey FOREIGN KEY (to_cell) REFERENCES cells (name),
    CONSTRAINT organization_moves_apart CHECK (from_cell <> to_cell),
    CONSTRAINT organization_moves_step CHECK (step IN ('copying', 'switching')),
    CONSTRAINT organization_moves_rows CHECK (rows_copied >= 0 AND rows_in_all >= 0)
  );
`;

function rightsOf({ app, worker, verify }: RoleNames): string {
  return `
    GRANT SELECT ON cells, organization_moves TO ${app}, ${worker}, ${verify};
    GRANT UPDATE (epoch, system_identifier, timeline, reported_at, organizations, entries_per_second, oldest_due_at, schema_version)
      ON cells TO ${worker};
    GRANT UPDATE (cell) ON organization_registry TO ${worker};
    GRANT UPDATE, DELETE ON organization_moves TO ${worker};`;
}
