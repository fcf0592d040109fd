import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** The last report of a failed job says whose fault the failure was. Earlier ones have no reason. */
export class AllowFaults1800000006400 implements HomeMigration {
  readonly name = "AllowFaults1800000006400";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, told([...REASONS, ...FAULTS]));
  }

  async down(runner: QueryRunner): Promise<void> {
    // Rows never change, so those with a fault stay as they are.
    await runInHome(runner, `${told(REASONS)} NOT VALID`);
  }
}

const REASONS = ["insufficient_credit", "asked", "silent", "paused", "price_above_limit", "balance_above_limit"];
const FAULTS = ["user_fault", "platform_fault"];

const told = (reasons: readonly string[]): string => `
  ALTER TABLE job_charges DROP CONSTRAINT job_charges_told, ADD CONSTRAINT job_charges_told CHECK (
    decision IN ('continue', 'pause', 'stop') AND reason IN ('${reasons.join("', '")}') AND missing > 0)`;
