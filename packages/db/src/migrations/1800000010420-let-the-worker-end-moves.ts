import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** The worker ends a move of an organization whose process ended after the organization had left its cell. */
export class LetTheWorkerEndMoves1800000010420 implements HomeMigration {
  readonly name = "LetTheWorkerEndMoves1800000010420";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, "GRANT UPDATE (moved_to) ON organizations TO scrip_worker");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, "REVOKE UPDATE (moved_to) ON organizations FROM scrip_worker");
  }
}
