import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/**
 * What taking credit back needs. A grant knows which part of its held credit was taken back. An entry that takes credit
 * back or reinstates it records the amount of the command, because its postings may move less; entries that were written
 * before this migration have none.
 */
export class TakeCreditBack1800000006000 implements HomeMigration {
  readonly name = "TakeCreditBack1800000006000";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `ALTER TABLE grants
        ADD COLUMN to_revoke bigint NOT NULL DEFAULT 0,
        ADD CONSTRAINT grants_to_revoke CHECK (to_revoke >= 0 AND to_revoke <= held);
      GRANT UPDATE (to_revoke) ON grants TO scrip_app, scrip_worker, scrip_ledger;
      ALTER TABLE entries
        ADD COLUMN asked bigint,
        ALTER COLUMN asked SET STATISTICS 0,
        ADD CONSTRAINT entries_asked CHECK (
          asked IS NULL OR (asked > 0 AND kind IN ('grant_revoked', 'grant_reinstated')))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, "ALTER TABLE entries DROP COLUMN asked; ALTER TABLE grants DROP COLUMN to_revoke");
  }
}
