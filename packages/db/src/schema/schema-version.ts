import { migrations } from "./migrations.ts";

/** The name of the last migration. Asked of an instance, since a bundler may rename the classes. */
export const SCHEMA_VERSION = lastName();

function lastName(): string {
  const Last = migrations.at(-1);
  if (Last === undefined) throw new Error("There are no migrations.");
  return new Last().name;
}
