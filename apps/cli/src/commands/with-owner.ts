import type { Homes } from "@scrip/db/connection";
import { cellUrlsOf } from "../cell-urls.ts";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { ownerDatabaseUrl } from "../running-database.ts";

/** PostgreSQL's error code `undefined_table`. */
const NO_TABLE = "42P01";

/** Runs `work` on a connection as the database's owner, then closes the connection. */
export async function withOwner<Result>({ env }: Console, work: (owner: Homes) => Promise<Result>): Promise<Result> {
  const url = ownerDatabaseUrl(env);
  // Imported lazily: loading it takes longer than all the rest, and most commands do not need it.
  const { openHomes } = await import("@scrip/db/schema");
  const options = { applicationName: "scrip-cli", poolSize: 1 };
  const urls = { organizations: url, cells: await cellUrlsOf(env, url) };
  const owner = await openHomes(urls, options).catch((error: unknown) => {
    throw unreachable(url, error);
  });
  try {
    return await work(owner);
  } catch (error) {
    if ((error as { code?: string }).code !== NO_TABLE) throw error;
    throw new CouldNotRun("The database has no Scrip tables yet: run `npm start`, or the migrations, first.");
  } finally {
    await owner.close();
  }
}

/** An error that says why the database cannot be used. It names the host, never the password. */
export function unreachable(url: string, error: unknown): CouldNotRun {
  const { message, code } = error as { message?: string; code?: string };
  return new CouldNotRun(`The database at ${URL.parse(url)?.host} cannot be used: ${message || code}`);
}
