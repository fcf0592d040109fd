import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** Lets the answer to a job's report name the limit at which the job should stop. */
export class StopAtALimit1800000006200 implements HomeMigration {
  readonly name = "StopAtALimit1800000006200";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, told([...REASONS, ...LIMITS]));
  }

  async down(runner: QueryRunner): Promise<void> {
    // Rows never change, so those with a limit stay as they are.
    await runInHome(runner, `${told(REASONS)} NOT VALID`);
  }
}

const REASONS = ["insufficient_credit", "asked", "silent", "paused"];
const LIMITS = ["price_above_limit", "balance_above_limit"];

const told = (reasons: readonly string[]): string => `
  ALTER TABLE job_charges DROP CONSTRAINT job_charges_told, ADD CONSTRAINT job_charges_told CHECK (
    decision IN ('continue', 'pause', 'stop') AND reason IN ('${reasons.join("', '")}') AND missing > 0)`;
