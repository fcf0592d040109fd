import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** Finds the attempts of all organizations that wait for an operator. */
export class FindParkedAttempts1800000009430 implements HomeMigration {
  readonly name = "FindParkedAttempts1800000009430";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      "CREATE INDEX payment_attempts_parked ON payment_attempts (created_at, id) WHERE state = 'parked'",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, "DROP INDEX payment_attempts_parked");
  }
}
