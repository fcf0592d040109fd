import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/** What the runway of an organization was. */
export class CreateRunwayHistory1800000009760 implements HomeMigration {
  readonly name = "CreateRunwayHistory1800000009760";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    const rights = "SELECT, INSERT, UPDATE, DELETE";
    await runInHome(runner, organizationTable("runway_history", { app: rights, worker: rights, ledger: "SELECT" }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "runway_history");
  }
}

const TABLES = `
  CREATE TABLE runway_history (
    org_id uuid NOT NULL,
    -- By the organization's time.
    at timestamptz(3) NOT NULL,
    state text NOT NULL,
    ends_at timestamptz(3),
    -- The cost of all running work per hour, in micro-USD.
    per_hour bigint NOT NULL,
    CONSTRAINT runway_history_pkey PRIMARY KEY (org_id, at),
    CONSTRAINT runway_history_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT runway_history_state CHECK (state IN ('idle', 'lasts', 'ends')),
    CONSTRAINT runway_history_end CHECK ((state = 'ends') = (ends_at IS NOT NULL)),
    CONSTRAINT runway_history_per_hour CHECK (per_hour >= 0)
  );
`;
