import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** From which month a period gives no credit, since its payment was taken back. */
export class HoldCreditBack1800000009410 implements HomeMigration {
  readonly name = "HoldCreditBack1800000009410";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `ALTER TABLE subscription_periods ADD COLUMN held_from integer,
        ADD CONSTRAINT subscription_periods_held_from CHECK (held_from BETWEEN month AND month + months);
      GRANT UPDATE (held_from) ON subscription_periods TO scrip_app, scrip_worker`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, "ALTER TABLE subscription_periods DROP COLUMN held_from");
  }
}
