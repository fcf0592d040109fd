import { DataSource } from "typeorm";
import { MIGRATION_TIMEOUTS } from "../connection/timeouts.ts";
import { giveRightsTo } from "../migrations/home.ts";
import type { HomesInSchema } from "./homes.ts";
import { migrationsOf } from "./migrations.ts";

/** Connects as the owner to run or undo the migrations of these homes in their schema. `destroy()` disconnects. */
export async function openMigrations(ownerUrl: string, { schema, homes, roles }: HomesInSchema): Promise<DataSource> {
  const dataSource = new DataSource({
    type: "postgres",
    url: ownerUrl,
    schema,
    applicationName: "scrip-migrate",
    poolSize: 1,
    extra: {
      statement_timeout: MIGRATION_TIMEOUTS.statementMs,
      query_timeout: MIGRATION_TIMEOUTS.answerMs,
      lock_timeout: MIGRATION_TIMEOUTS.lockMs,
      idle_in_transaction_session_timeout: MIGRATION_TIMEOUTS.idleInTransactionMs,
    },
    migrations: migrationsOf(homes),
    migrationsTransactionMode: "each",
    synchronize: false,
    installExtensions: false,
  });
  giveRightsTo(dataSource, roles);
  return dataSource.initialize();
}
