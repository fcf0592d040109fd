import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";

/**
 * Work that falls due. The only table that the worker reads across organizations.
 * The table has no foreign key to `organizations`: the transaction that writes a row has locked the organization's row.
 * `verify` looks for rows without an organization (L28).
 */
export class CreateDue1800000003000 implements HomeMigration {
  readonly name = "CreateDue1800000003000";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "due");
  }
}

const TABLE = `
  CREATE TABLE due (
    org_id uuid NOT NULL,
    kind text NOT NULL,
    ref_id uuid NOT NULL,
    due_at timestamptz(3) NOT NULL,
    -- The sweeper takes only rows without a test clock. An advance of a test clock takes only its own rows.
    on_test_clock boolean NOT NULL,
    -- The failed tries since the work fell due.
    tries smallint NOT NULL DEFAULT 0,
    problem text,
    -- Work that fails again and again is parked, so that the sweeps go on with the rest.
    parked_at timestamptz(3),
    CONSTRAINT due_pkey PRIMARY KEY (org_id, kind, ref_id),
    CONSTRAINT due_kind CHECK (kind IN ('issue_grant', 'expire_grant', 'expire_hold')),
    CONSTRAINT due_tries CHECK (tries >= 0),
    CONSTRAINT due_parked CHECK (parked_at IS NULL OR problem IS NOT NULL)
  );
  CREATE INDEX due_sweep_idx ON due (due_at, ref_id) WHERE NOT on_test_clock AND parked_at IS NULL;
  CREATE INDEX due_advance_idx ON due (org_id, due_at, ref_id) WHERE on_test_clock;
  CREATE INDEX due_parked_idx ON due (parked_at) WHERE parked_at IS NOT NULL;
`;
