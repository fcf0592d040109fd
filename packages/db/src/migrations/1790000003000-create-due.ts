import type { MigrationInterface, QueryRunner } from "typeorm";
import { organizationTable } from "./row-level-security.ts";

/** Everything that falls due. The only table that the worker reads across organizations. */
export class CreateDue1790000003000 implements MigrationInterface {
  name = "CreateDue1790000003000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE due (
        org_id uuid NOT NULL,
        kind text NOT NULL,
        ref_id uuid NOT NULL,
        due_at timestamptz(3) NOT NULL,
        -- The sweeper takes only the others, an advance only its own.
        on_test_clock boolean NOT NULL,
        CONSTRAINT due_pkey PRIMARY KEY (org_id, kind, ref_id),
        CONSTRAINT due_org_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
        CONSTRAINT due_kind CHECK (kind IN ('issue_grant', 'expire_grant', 'expire_hold'))
      );
      CREATE INDEX due_sweep_idx ON due (due_at, ref_id) WHERE NOT on_test_clock;
      CREATE INDEX due_advance_idx ON due (org_id, due_at, ref_id) WHERE on_test_clock;
      ${organizationTable("due", "SELECT, INSERT, UPDATE, DELETE")}
      CREATE POLICY due_sweep ON due FOR SELECT TO scrip_worker USING (true);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE due");
  }
}
