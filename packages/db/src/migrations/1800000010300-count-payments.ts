import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** Counts payments of all organizations by state, however many there were. */
export class CountPayments1800000010300 implements HomeMigration {
  readonly name = "CountPayments1800000010300";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `CREATE INDEX payment_attempts_open ON payment_attempts (state)
        WHERE state IN ('created', 'submitted', 'unknown', 'parked');
      CREATE INDEX payment_attempts_by_end ON payment_attempts (ended_at) WHERE ended_at IS NOT NULL;`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, "DROP INDEX payment_attempts_open, payment_attempts_by_end");
  }
}
