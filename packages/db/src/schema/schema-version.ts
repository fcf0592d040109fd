import type { Home } from "../connection/home.ts";
import { ONE_SCHEMA } from "./homes.ts";
import { migrationsOf } from "./migrations.ts";

/** The names of this version's migrations. Instances have the names, because a bundler may rename the classes. */
export const KNOWN_MIGRATIONS: readonly string[] = migrationsOf(ONE_SCHEMA.homes).map(
  (Migration) => new Migration().name,
);

/** The names of this version's migrations that belong to none of these homes. */
export function migrationsWithout(homes: readonly Home[]): readonly string[] {
  return ONE_SCHEMA.homes
    .filter((home) => !homes.includes(home))
    .flatMap((home) => migrationsOf([home]).map((Migration) => new Migration().name));
}

/** The name of the last migration of these homes. */
export function schemaVersion(homes: readonly Home[]): string {
  const Last = migrationsOf(homes).at(-1);
  if (Last === undefined) throw new Error("There are no migrations.");
  return new Last().name;
}
