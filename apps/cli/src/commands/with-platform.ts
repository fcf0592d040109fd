import type { PlatformSource } from "@scrip/db/connection";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { ownerDatabaseUrl } from "../running-database.ts";
import { unreachable } from "./with-owner.ts";

/** PostgreSQL's error code `undefined_table`. */
const NO_TABLE = "42P01";

/** Runs `work` on a connection to the platform's database, as its owner, then closes it. No cell has to answer. */
export async function withPlatform<Result>(
  { env }: Pick<Console, "env">,
  work: (platform: PlatformSource, url: string) => Promise<Result>,
): Promise<Result> {
  const url = ownerDatabaseUrl(env);
  // Imported lazily: loading it takes longer than all the rest, and most commands do not need it.
  const { openPlatform } = await import("@scrip/db/schema");
  const owner = await openPlatform(url, "scrip-cli").catch((error: unknown) => {
    throw unreachable(url, error);
  });
  try {
    return await orRefuse(() => work(owner.platform, url));
  } finally {
    await owner.close();
  }
}

/** Runs a command about cells. Its refusal is a message for the operator. */
export async function orRefuse<Result>(work: () => Promise<Result>): Promise<Result> {
  const { CellRefused } = await import("@scrip/db/cells");
  const { StartupError } = await import("@scrip/db/connection");
  try {
    return await work();
  } catch (error) {
    if (error instanceof CellRefused || error instanceof StartupError) throw new CouldNotRun(error.message);
    if ((error as { code?: string }).code === NO_TABLE)
      throw new CouldNotRun("The database has no cells yet: run the migrations of this version first.");
    throw error;
  }
}
