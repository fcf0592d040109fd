import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** A payment method keeps the expiry that its notice named, so that each expiry has one notice. */
export class TellOfExpiringCards1800000009310 implements HomeMigration {
  readonly name = "TellOfExpiringCards1800000009310";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `-- The expiry that people were told of, as year and month: 203012. A card that is renewed has another one.
      ALTER TABLE payment_methods ADD COLUMN told_expiry integer;
      GRANT UPDATE (told_expiry, fingerprint) ON payment_methods TO scrip_app, scrip_worker`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `REVOKE UPDATE (fingerprint) ON payment_methods FROM scrip_app, scrip_worker;
      ALTER TABLE payment_methods DROP COLUMN told_expiry`,
    );
  }
}
