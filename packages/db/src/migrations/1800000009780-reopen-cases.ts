import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** A decision to pay a parked payment back is undone if the refund fails, and another one follows. */
export class ReopenCases1800000009780 implements HomeMigration {
  readonly name = "ReopenCases1800000009780";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `ALTER TABLE attempt_decisions
          -- Counts the decisions about an attempt from 1.
          ADD COLUMN n integer NOT NULL DEFAULT 1,
          -- The organization's time at which its refund failed.
          ADD COLUMN undone_at timestamptz(3),
          DROP CONSTRAINT attempt_decisions_pkey,
          ADD CONSTRAINT attempt_decisions_pkey PRIMARY KEY (org_id, attempt_id, n),
          ADD CONSTRAINT attempt_decisions_undone CHECK (n > 0 AND (undone_at IS NULL OR decision = 'refunded'));
        ALTER TABLE attempt_decisions ALTER COLUMN n DROP DEFAULT;
        CREATE UNIQUE INDEX attempt_decisions_in_force ON attempt_decisions (org_id, attempt_id)
          WHERE undone_at IS NULL;
        GRANT UPDATE (undone_at) ON attempt_decisions TO scrip_app, scrip_worker`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `REVOKE UPDATE (undone_at) ON attempt_decisions FROM scrip_app, scrip_worker;
        DELETE FROM attempt_decisions WHERE undone_at IS NOT NULL;
        DROP INDEX attempt_decisions_in_force;
        ALTER TABLE attempt_decisions DROP CONSTRAINT attempt_decisions_undone,
          DROP CONSTRAINT attempt_decisions_pkey,
          ADD CONSTRAINT attempt_decisions_pkey PRIMARY KEY (org_id, attempt_id),
          DROP COLUMN undone_at, DROP COLUMN n`,
    );
  }
}
