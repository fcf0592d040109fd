import type { Homes } from "@scrip/db/connection";
import type { Console } from "../console.ts";
import { homeUrlsOf } from "../home-urls.ts";
import { ownerDatabaseUrl } from "../running-database.ts";
import { unreachable } from "./with-owner.ts";

/** Runs `work` as the worker's role, which sees the due work of all organizations, then closes the connection. */
export async function withWorkerRole<Result>(
  { env }: Console,
  work: (worker: Homes) => Promise<Result>,
): Promise<Result> {
  // Imported lazily: loading it takes longer than all the rest, and most commands do not need it.
  const { roleUrls } = await import("@scrip/db/connection");
  const { openHomes } = await import("@scrip/db/schema");
  const url = env.workerDatabaseUrl ?? roleUrls(ownerDatabaseUrl(env)).worker;
  const urls = await homeUrlsOf(env, url);
  const options = { applicationName: "scrip-cli", poolSize: 1 };
  const worker = await openHomes(urls, options).catch((error: unknown) => {
    throw unreachable(url, error);
  });
  try {
    return await work(worker);
  } finally {
    await worker.close();
  }
}
