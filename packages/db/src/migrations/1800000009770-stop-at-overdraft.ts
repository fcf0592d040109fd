import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** A job whose policy lets it go on into debt stops at the overdraft limit. The last report of the job keeps the reason. */
export class StopAtOverdraft1800000009770 implements HomeMigration {
  readonly name = "StopAtOverdraft1800000009770";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, told([...REASONS, "overdraft_limit"]));
  }

  async down(runner: QueryRunner): Promise<void> {
    // Rows never change, so those that stopped at an overdraft limit stay as they are.
    await runInHome(runner, `${told(REASONS)} NOT VALID`);
  }
}

const REASONS = [
  "insufficient_credit",
  "asked",
  "silent",
  "paused",
  "price_above_limit",
  "balance_above_limit",
  "user_fault",
  "platform_fault",
  "budget_exceeded",
];

const told = (reasons: readonly string[]): string => `
  ALTER TABLE job_charges DROP CONSTRAINT job_charges_told, ADD CONSTRAINT job_charges_told CHECK (
    decision IN ('continue', 'pause', 'stop') AND reason IN ('${reasons.join("', '")}') AND missing > 0)`;
