import { prepareDatabase } from "@scrip/db/boot";
import { type Database, openDatabase } from "./database.ts";
import { prepareDemo } from "./demo.ts";
import type { Environment } from "./environment.ts";
import { buildPages } from "./pages.ts";
import { requireFree } from "./ports.ts";
import { startApi, startDemo, startVite, startWorker } from "./services.ts";
import type { Steps } from "./steps.ts";
import type { SupervisedProcess } from "./supervise.ts";

/** How long to wait for an external server that is starting too. It is short, so that a wrong address is reported soon. */
const PATIENCE_MS = 5000;

/** `run` serves built pages; `develop` serves pages from their sources and applies every change. */
export type Mode = "run" | "develop";

export interface Running {
  /** The address of the pages. */
  url: string;
  database: Database;
  /** Processes that must not end by themselves. */
  processes: readonly SupervisedProcess[];
  /** The process that works in the demo organizations; undefined in production. */
  demo: SupervisedProcess | undefined;
}

/** Starts all parts in order. It pushes each started part onto the stack, so that they stop in reverse order. */
export async function start(
  mode: Mode,
  env: Environment,
  steps: Steps,
  started: AsyncDisposableStack,
): Promise<Running> {
  await requirePorts(mode, env);
  const isWatched = mode === "develop";
  const pages = isWatched ? undefined : buildPages();
  started.defer(() => pages?.stop());
  const database = await steps.run(
    "PostgreSQL",
    () => openDatabase(env),
    ({ description }) => description,
  );
  started.defer(() => database.stop());
  const urls = await steps.run("Roles and migrations", () =>
    prepareDatabase(database.url, { given: env.roleUrls, patienceMs: PATIENCE_MS }),
  );
  if (pages !== undefined) await steps.run("Pages", () => pages.done);
  const up = async (title: string, work: () => Promise<SupervisedProcess>): Promise<SupervisedProcess> => {
    const child = await steps.run(title, work);
    started.defer(() => child.stop());
    return child;
  };
  const ports = { port: env.apiPort, metricsPort: env.metricsPort };
  const apiUrl = `http://127.0.0.1:${env.apiPort}`;
  const processes = [
    await up("API", () => startApi(urls, ports, { isWatched })),
    await up("Worker", () => startWorker(urls, env.workerPort, { isWatched })),
  ];
  if (isWatched) processes.push(await up("Vite", () => startVite(env.webPort, apiUrl)));
  const url = isWatched ? `http://127.0.0.1:${env.webPort}` : apiUrl;
  if (env.isProduction) return { url, database, processes, demo: undefined };
  const demo = await up("Demo", async () => startDemo(await prepareDemo(database.url, urls.app), apiUrl));
  return { url, database, processes, demo };
}

/** Checks all ports first, before a start launches processes that it would have to stop again. */
async function requirePorts(mode: Mode, env: Environment): Promise<void> {
  await requireFree(env.apiPort, "the API", "SCRIP_PORT");
  await requireFree(env.workerPort, "the worker", "SCRIP_WORKER_PORT");
  if (env.metricsPort > 0) await requireFree(env.metricsPort, "the API's metrics", "SCRIP_METRICS_PORT");
  if (mode === "develop") await requireFree(env.webPort, "Vite", "SCRIP_WEB_PORT");
}
