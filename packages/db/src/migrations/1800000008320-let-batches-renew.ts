import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** The ledger's batches begin the next period of a subscription, and count its credited months. */
export class LetBatchesRenew1800000008320 implements HomeMigration {
  readonly name = "LetBatchesRenew1800000008320";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `GRANT UPDATE (next_month) ON subscriptions TO scrip_ledger;
      GRANT INSERT ON subscription_periods TO scrip_ledger`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `REVOKE INSERT ON subscription_periods FROM scrip_ledger;
      REVOKE UPDATE (next_month) ON subscriptions FROM scrip_ledger`,
    );
  }
}
