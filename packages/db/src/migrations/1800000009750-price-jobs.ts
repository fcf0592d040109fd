import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** The price shape of a job. Its rate is then 0, so jobs with a rate are loaded without a look at their shape. */
export class PriceJobs1800000009750 implements HomeMigration {
  readonly name = "PriceJobs1800000009750";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `ALTER TABLE jobs ADD COLUMN price text, ADD CONSTRAINT jobs_price CHECK (price IS NULL OR rate = 0)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, "ALTER TABLE jobs DROP COLUMN price");
  }
}
