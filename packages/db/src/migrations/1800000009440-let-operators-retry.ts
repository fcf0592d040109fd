import type { QueryRunner } from "typeorm";
import { type HomeMigration, rolesOf, runInHome } from "./home.ts";

/** Operators have parked work of the platform tried again, such as an event of the gateway. */
export class LetOperatorsRetry1800000009440 implements HomeMigration {
  readonly name = "LetOperatorsRetry1800000009440";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, `GRANT UPDATE (tries, parked_at) ON platform_due TO ${rolesOf(runner).app}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, `REVOKE UPDATE (tries, parked_at) ON platform_due FROM ${rolesOf(runner).app}`);
  }
}
