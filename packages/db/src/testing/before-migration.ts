import { ONE_SCHEMA } from "../schema/homes.ts";
import { openMigrations } from "../schema/open-migrations.ts";
import { KNOWN_MIGRATIONS } from "../schema/schema-version.ts";
import type { TestDatabase } from "./test-database.ts";

/** Takes a database back to what it was before a migration. `prepareDatabase` upgrades it again. */
export async function beforeMigration({ ownerUrl }: TestDatabase, name: string): Promise<void> {
  const since = KNOWN_MIGRATIONS.indexOf(name);
  if (since < 0) throw new Error(`there is no migration ${name}`);
  const migrations = await openMigrations(ownerUrl, ONE_SCHEMA);
  try {
    for (const _ of KNOWN_MIGRATIONS.slice(since)) await migrations.undoLastMigration();
  } finally {
    await migrations.destroy();
  }
}
