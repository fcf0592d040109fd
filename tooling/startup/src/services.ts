import { join } from "node:path";
import type { RoleUrls } from "@scrip/db";
import { root, stateDir } from "./paths.ts";
import { untilReady } from "./ready.ts";
import { type SupervisedProcess, supervise } from "./supervise.ts";

/** Starts the API on 127.0.0.1 and waits until it says that it is ready. */
export async function startApi(urls: RoleUrls, port: number, logDir = logs()): Promise<SupervisedProcess> {
  const child = supervise({
    name: "the API",
    program: join(root, "apps/api/src/main.ts"),
    env: environment({
      APP_DATABASE_URL: urls.app,
      VERIFY_DATABASE_URL: urls.verify,
      HOST: "127.0.0.1",
      PORT: `${port}`,
    }),
    logFile: join(logDir, "api.log"),
  });
  try {
    await untilReady(child, `http://127.0.0.1:${port}/readyz`);
  } catch (error) {
    await child.stop();
    throw error;
  }
  return child;
}

export function startWorker(urls: RoleUrls, logDir = logs()): SupervisedProcess {
  return supervise({
    name: "the worker",
    program: join(root, "apps/worker/src/main.ts"),
    env: environment({ WORKER_DATABASE_URL: urls.worker }),
    logFile: join(logDir, "worker.log"),
  });
}

export const logs = (): string => join(stateDir, "logs");

/** Without `DATABASE_URL`: the owner's password is for migrations, and no process that serves may have it. */
function environment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DATABASE_URL: _owner, ...inherited } = process.env;
  return { ...inherited, ...own };
}
