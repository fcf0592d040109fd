import type { DataSource } from "@scrip/db/connection";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { ownerDatabaseUrl } from "../running-database.ts";

/** PostgreSQL's code for a table that is not there. */
const NO_TABLE = "42P01";

/** Does something with the owner's database, and closes it. */
export async function withOwner<Result>(
  { env }: Console,
  work: (owner: DataSource) => Promise<Result>,
): Promise<Result> {
  const url = ownerDatabaseUrl(env);
  // Loaded when it is needed: it takes longer than all the rest, and most commands do without.
  const { openDataSource } = await import("@scrip/db/schema");
  const owner = await openDataSource(url, { applicationName: "scrip-cli", poolSize: 1 }).catch((error: unknown) => {
    throw unreachable(url, error);
  });
  try {
    return await work(owner);
  } catch (error) {
    if ((error as { code?: string }).code !== NO_TABLE) throw error;
    throw new CouldNotRun("The database has no tables of Scrip yet: run `npm start`, or the migrations, first.");
  } finally {
    await owner.destroy();
  }
}

/** Why a database cannot be used, without its password. */
export function unreachable(url: string, error: unknown): CouldNotRun {
  const { message, code } = error as { message?: string; code?: string };
  return new CouldNotRun(`The database at ${URL.parse(url)?.host} cannot be used: ${message || code}`);
}
