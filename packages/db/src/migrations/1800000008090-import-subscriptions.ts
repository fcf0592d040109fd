import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** A subscription that is taken over from another system has its first period in a later month than its anchor's. */
export class ImportSubscriptions1800000008090 implements HomeMigration {
  readonly name = "ImportSubscriptions1800000008090";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `ALTER TABLE subscriptions ADD COLUMN first_month integer NOT NULL DEFAULT 0,
        ADD CONSTRAINT subscriptions_first_month CHECK (first_month >= 0)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, "ALTER TABLE subscriptions DROP COLUMN first_month");
  }
}
