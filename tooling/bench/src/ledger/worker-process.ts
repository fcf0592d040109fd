import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { END_WITH_PARENT, freePort, untilReady } from "./api-process.ts";
import type { BenchDatabase } from "./bench-server.ts";

const ROOT = resolve(import.meta.dirname, "../../../..");

/** The worker in a process of its own, as in production except for its environment. */
export interface WorkerProcess {
  /** The process id, whose CPU time can be read. */
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

/** Starts a worker, and waits until it is ready. */
export async function startWorker(database: BenchDatabase): Promise<WorkerProcess> {
  const port = await freePort();
  const { DATABASE_URL: _owner, ...inherited } = process.env;
  const child: ChildProcess = spawn(
    process.execPath,
    ["--import", END_WITH_PARENT, join(ROOT, "apps/worker/src/main.ts")],
    {
      cwd: ROOT,
      env: {
        ...inherited,
        NODE_ENV: "development",
        WORKER_DATABASE_URL: database.urls.worker,
        SCRIP_WORKER_PORT: `${port}`,
        SCRIP_LOG_LEVEL: "error",
      },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    },
  );
  const ended = once(child, "close");
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
  };
  try {
    await untilReady(child, `http://127.0.0.1:${port}/readyz`);
    return { pid: child.pid ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
