import type { Console } from "../console.ts";
import { ownerDatabaseUrl } from "../running-database.ts";
import { unreachable } from "./with-owner.ts";

type Db = typeof import("@scrip/db");

/** The database as the worker sees it: what is due of all organizations. */
export interface WorkerDatabase {
  readonly db: Db;
  readonly worker: Awaited<ReturnType<Db["openDataSource"]>>;
}

/** Does something with the database in the worker's role, and closes it. */
export async function withWorkerRole<Result>(
  { env }: Console,
  work: (database: WorkerDatabase) => Promise<Result>,
): Promise<Result> {
  // Loaded when it is needed: it takes longer than all the rest, and most commands do without.
  const db = await import("@scrip/db");
  const url = env.workerDatabaseUrl ?? db.roleUrls(ownerDatabaseUrl(env)).worker;
  const options = { applicationName: "scrip-cli", poolSize: 1 };
  const worker = await db.openDataSource(url, options).catch((error: unknown) => {
    throw unreachable(url, error);
  });
  try {
    return await work({ db, worker });
  } finally {
    await worker.destroy();
  }
}
