import { createServiceKey } from "@scrip/db/access";
import type { Homes, RoleUrls } from "@scrip/db/connection";
import { freePort } from "@scrip/db/testing";
import { SCOPES } from "@scrip/domain/access";
import { aProcess, type RunningProcess } from "./a-process.ts";

/** A process with the ports on which it listens. */
export interface Server extends RunningProcess {
  readonly url: string;
  /** Where its metrics are. */
  readonly metricsUrl: string;
}

/** Starts an API on a database. @param port that of a process that has ended, to take its place */
export async function anApi(
  urls: RoleUrls,
  { env = {}, port, nodeArguments }: { env?: NodeJS.ProcessEnv; port?: number; nodeArguments?: readonly string[] } = {},
): Promise<Server> {
  const own = port ?? (await freePort());
  const metrics = await freePort();
  const url = `http://127.0.0.1:${own}`;
  const running = await aProcess({
    program: "apps/api/src/main.ts",
    env: {
      APP_DATABASE_URL: urls.app,
      VERIFY_DATABASE_URL: urls.verify,
      PORT: `${own}`,
      SCRIP_METRICS_PORT: `${metrics}`,
      ...env,
    },
    nodeArguments: nodeArguments ?? [],
    readyAt: `${url}/readyz`,
  });
  return { ...running, url, metricsUrl: `http://127.0.0.1:${metrics}/metrics` };
}

/** Starts a worker on a database. */
export async function aWorker(urls: RoleUrls, env: NodeJS.ProcessEnv = {}): Promise<Server> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const running = await aProcess({
    program: "apps/worker/src/main.ts",
    env: {
      WORKER_DATABASE_URL: urls.worker,
      SCRIP_WORKER_PORT: `${port}`,
      SCRIP_SWEEP_SECONDS: "1",
      SCRIP_POLL_SECONDS: "0.5",
      ...env,
    },
    readyAt: `${url}/readyz`,
  });
  return { ...running, url, metricsUrl: `${url}/metrics` };
}
/** Makes a platform key with every scope. */
export async function aPlatformKey(owner: Pick<Homes, "platform">): Promise<string> {
  const terms = { name: "tests", owner: "tests", orgId: null, orgIds: null, scopes: SCOPES, expiresAt: null };
  return (await createServiceKey(owner.platform, terms)).key;
}
