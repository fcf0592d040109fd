import { prepareDatabase } from "@scrip/db";
import { type Database, openDatabase } from "./database.ts";
import { type Demo, seedDemo } from "./demo.ts";
import type { Environment } from "./environment.ts";
import { requireFree } from "./ports.ts";
import { startApi, startWorker } from "./services.ts";
import type { Steps } from "./steps.ts";
import type { SupervisedProcess } from "./supervise.ts";

/** A server of one's own may be starting, too; a wrong address should be known soon. */
const PATIENCE_MS = 5000;

export interface Running {
  database: Database;
  processes: readonly SupervisedProcess[];
  demo: Demo;
}

/** Brings everything up, in order. What it has started is on the stack, so that it stops in the opposite order. */
export async function start(env: Environment, steps: Steps, started: AsyncDisposableStack): Promise<Running> {
  await requireFree(env.apiPort, "the API", "SCRIP_PORT");
  const database = await steps.run(
    "PostgreSQL",
    () => openDatabase(env),
    ({ description }) => description,
  );
  started.defer(() => database.stop());
  const urls = await steps.run("Roles and migrations", () =>
    prepareDatabase(database.url, { given: env.roleUrls, patienceMs: PATIENCE_MS }),
  );
  const demo = await steps.run("Demo organization", () => seedDemo(urls.app));
  const api = await steps.run("API", () => startApi(urls, env.apiPort));
  started.defer(() => api.stop());
  const worker = await steps.run("Worker", async () => startWorker(urls));
  started.defer(() => worker.stop());
  return { database, processes: [api, worker], demo };
}
