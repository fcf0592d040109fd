import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** Usage events in the order in which they arrived, for pages of them. */
export class IndexUsageEvents1800000009710 implements HomeMigration {
  readonly name = "IndexUsageEvents1800000009710";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      "CREATE INDEX metered_charges_events ON metered_charges (org_id, at, id) WHERE meter = 'usage'",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, "DROP INDEX metered_charges_events");
  }
}
