import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** A renewal can move a subscription, and its organization, to another catalog version: each period keeps its own. */
export class MoveSubscriptions1800000008330 implements HomeMigration {
  readonly name = "MoveSubscriptions1800000008330";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `ALTER TABLE subscription_periods ADD COLUMN catalog_version integer; ${policies("NO FORCE")}`,
    );
    await runner.query(
      `UPDATE subscription_periods p SET catalog_version = s.catalog_version
        FROM subscriptions s WHERE s.org_id = p.org_id AND s.id = p.subscription_id`,
    );
    await runInHome(
      runner,
      `${policies("FORCE")};
      ALTER TABLE subscription_periods ALTER COLUMN catalog_version SET NOT NULL,
        ADD CONSTRAINT subscription_periods_catalog_fkey FOREIGN KEY (catalog_version) REFERENCES catalog_copies (number);
      GRANT UPDATE (catalog_version) ON subscriptions, organizations TO scrip_app, scrip_worker`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `ALTER TABLE subscription_periods DROP COLUMN catalog_version;
      REVOKE UPDATE (catalog_version) ON subscriptions, organizations FROM scrip_app, scrip_worker`,
    );
  }
}

/** The policies bind the owner of the tables too, who sees no row. */
function policies(how: "FORCE" | "NO FORCE"): string {
  return ["subscriptions", "subscription_periods"]
    .map((table) => `ALTER TABLE ${table} ${how} ROW LEVEL SECURITY`)
    .join("; ");
}
