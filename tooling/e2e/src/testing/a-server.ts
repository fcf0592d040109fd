import { randomBytes } from "node:crypto";
import { createClient, type OrganizationClient, type ScripClient } from "@scrip/client";
import { SCOPES } from "@scrip/contract/access/scopes";
import { createServiceKey } from "@scrip/db/access";
import { freePort, type TestDatabase, testDatabase } from "@scrip/db/testing";
import type { Tiered } from "@scrip/domain/catalog";
import { afterAll, inject } from "vitest";
import type {} from "./global-setup.ts";
import { type ServerProcess, startProcess } from "./processes.ts";

/** Scrip as it runs: the API's process with the built SPA, on a database of one test file. */
export interface Server {
  /** `http://127.0.0.1:PORT`, of the SPA and the API. */
  readonly url: string;
  /** With a platform key of every scope. */
  readonly client: ScripClient<Tiered>;
  /** The address of the database's owner. */
  readonly ownerUrl: string;
  /** The address of the private metrics. */
  readonly metricsUrl: string;
  /** Makes an organization; on a test clock at `testClock`, where that is given. */
  readonly newOrganization: (wanted?: { name?: string; testClock?: Date }) => Promise<OrganizationClient<Tiered>>;
  /** Starts another API process on the same database, for what has to work across several. */
  readonly anotherApi: () => Promise<AnotherApi>;
  readonly close: () => Promise<void>;
}

export interface AnotherApi {
  readonly url: string;
  readonly stop: () => Promise<void>;
  /** Starts it again after a stop, at the same address. */
  readonly start: () => Promise<void>;
}

export interface ServerOptions {
  /** Whether the worker runs too. Off, if not given: nothing then falls due by itself. */
  readonly worker?: boolean;
  /** What the API's process finds in its environment besides. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Starts it for the test file that calls this, once, at its top: `const server = await aServer();`. It stops at the
 * file's end.
 */
export async function aServer({ worker = false, env = {} }: ServerOptions = {}): Promise<Server> {
  const database = await testDatabase();
  const running: ServerProcess[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(running.splice(0).map((child) => child.stop()));
  };
  afterAll(close);
  const api = await startApi(database, env, await freePorts());
  running.push(api.process);
  if (worker) running.push(await startWorker(database));
  const key = await platformKey(database);
  const client = createClient({ url: api.url, key });
  return {
    url: api.url,
    metricsUrl: api.metricsUrl,
    client,
    ownerUrl: database.ownerUrl,
    close,
    newOrganization: async ({ name = `Organization ${randomBytes(4).toString("hex")}`, testClock } = {}) => {
      const { org } = await client.organizations.create({ name, ...(testClock && { testClock }) });
      return client.organization(org);
    },
    anotherApi: async () => {
      const ports = await freePorts();
      let { process } = await startApi(database, env, ports);
      running.push({ said: () => process.said(), stop: () => process.stop() });
      return {
        url: ports.url,
        stop: () => process.stop(),
        start: async () => {
          ({ process } = await startApi(database, env, ports));
        },
      };
    },
  };
}

async function freePorts() {
  const port = await freePort();
  const metricsPort = await freePort();
  return { port, metricsPort, url: `http://127.0.0.1:${port}` };
}

type Ports = Awaited<ReturnType<typeof freePorts>>;

async function startApi({ urls }: TestDatabase, env: NodeJS.ProcessEnv, { port, metricsPort, url }: Ports) {
  const own = {
    APP_DATABASE_URL: urls.app,
    VERIFY_DATABASE_URL: urls.verify,
    HOST: "127.0.0.1",
    PORT: `${port}`,
    SCRIP_WEB_DIR: inject("scripWebDir"),
    SCRIP_METRICS_PORT: `${metricsPort}`,
    ...env,
  };
  const child = await startProcess("apps/api/src/main.ts", own, `${url}/readyz`);
  return { process: child, url, metricsUrl: `http://127.0.0.1:${metricsPort}/metrics` };
}

async function startWorker({ urls }: TestDatabase): Promise<ServerProcess> {
  const port = await freePort();
  const own = { WORKER_DATABASE_URL: urls.worker, SCRIP_WORKER_PORT: `${port}` };
  return startProcess("apps/worker/src/main.ts", own, `http://127.0.0.1:${port}/readyz`);
}

async function platformKey(database: TestDatabase): Promise<string> {
  const scopes = Object.keys(SCOPES);
  const wanted = { name: "browser tests", owner: "tests", orgId: null, orgIds: null, scopes, expiresAt: null };
  const { key } = await createServiceKey(await database.open("owner"), wanted);
  return key;
}
