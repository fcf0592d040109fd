import { ONE_SCHEMA } from "./homes.ts";
import { migrationsOf } from "./migrations.ts";

/** The names of the migrations that this version knows. Asked of instances, since a bundler may rename the classes. */
export const KNOWN_MIGRATIONS: readonly string[] = migrationsOf(ONE_SCHEMA.homes).map(
  (Migration) => new Migration().name,
);

/** The name of the last migration. */
export const SCHEMA_VERSION = lastName();

function lastName(): string {
  const last = KNOWN_MIGRATIONS.at(-1);
  if (last === undefined) throw new Error("There are no migrations.");
  return last;
}
