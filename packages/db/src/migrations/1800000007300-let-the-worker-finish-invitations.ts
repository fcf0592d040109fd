import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/**
 * The worker finishes what was interrupted: the creation of an organization with its invited owner, an invitation whose
 * mail was not queued, a new name, and the erasure of a person's data.
 */
export class LetTheWorkerFinishInvitations1800000007300 implements HomeMigration {
  readonly name = "LetTheWorkerFinishInvitations1800000007300";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `GRANT INSERT, UPDATE (role, invited_by, sent_at, expires_at, token_hash) ON invitations TO scrip_worker;
      GRANT UPDATE (name) ON organizations TO scrip_worker`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `REVOKE INSERT, UPDATE (role, invited_by, sent_at, expires_at, token_hash) ON invitations FROM scrip_worker;
      REVOKE UPDATE (name) ON organizations FROM scrip_worker`,
    );
  }
}
