import type { QueryRunner } from "typeorm";
import type { RoleNames } from "../connection/roles.ts";
import { dropTables, type HomeMigration, rolesOf, runInHome } from "./home.ts";

/** Whether the platform takes payments now: operators pause it, and a restored database waits for reconciliation. */
export class CreateCharging1800000009600 implements HomeMigration {
  readonly name = "CreateCharging1800000009600";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLE);
    await runInHome(runner, rightsOf(rolesOf(runner)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "charging");
  }
}

const TABLE = `
  -- One row.
  CREATE TABLE charging (
    id boolean NOT NULL,
    -- Why an operator paused charging, since when, and who: null for the command line.
    pause_why text,
    paused_since timestamptz(3),
    paused_by uuid,
    -- How a restore was recognised whose payments were not reconciled yet, and when.
    restore_why text,
    restored_since timestamptz(3),
    -- The last instant that the restored database knows.
    restored_from timestamptz(3),
    -- The servers of the restore that was reconciled last.
    reconciled_servers text,
    -- Counts up while a worker runs. A process that knows a higher count runs on a restored database.
    mark bigint NOT NULL,
    marked_at timestamptz(3) NOT NULL,
    CONSTRAINT charging_pkey PRIMARY KEY (id),
    CONSTRAINT charging_one_row CHECK (id),
    CONSTRAINT charging_pause CHECK ((pause_why IS NULL) = (paused_since IS NULL) AND (paused_by IS NULL OR pause_why IS NOT NULL)),
    CONSTRAINT charging_restore CHECK ((restore_why IS NULL) = (restored_since IS NULL) AND (restore_why IS NULL) = (restored_from IS NULL)),
    CONSTRAINT charging_mark CHECK (mark >= 0)
  );
  INSERT INTO charging (id, mark, marked_at) VALUES (true, 0, date_trunc('milliseconds', clock_timestamp()));
`;

function rightsOf({ app, worker, verify }: RoleNames): string {
  return `
    GRANT SELECT ON charging TO ${app}, ${worker}, ${verify};
    GRANT UPDATE (pause_why, paused_since, paused_by) ON charging TO ${app};
    GRANT UPDATE (restore_why, restored_since, restored_from, mark) ON charging TO ${app};
    GRANT UPDATE (restore_why, restored_since, restored_from, reconciled_servers, mark, marked_at) ON charging TO ${worker};
  `;
}
