import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { createClient, type ScripClient } from "@scrip/client";
import { createServiceKey } from "@scrip/db/access";
import { homesOf } from "@scrip/db/connection";
import { SCOPES } from "@scrip/domain/access";
import type { Tiered } from "@scrip/domain/catalog";
import { asOwner, type BenchDatabase } from "./bench-server.ts";

const ROOT = resolve(import.meta.dirname, "../../../..");
/** Loaded by its path, because no workspace may depend on `tooling/startup`. */
export const END_WITH_PARENT = pathToFileURL(join(ROOT, "tooling/startup/src/end-with-parent.ts")).href;
const READY_MS = 60_000;

/** The API in a process of its own, as in production except for its environment. */
export interface ApiProcess {
  readonly url: string;
  /** A platform key with every scope. */
  readonly key: string;
  /** Makes a client with that key, as it ships. */
  readonly client: () => ScripClient<Tiered>;
  /** The processor time that the process has used, in milliseconds, from its own metrics. */
  readonly cpuMs: () => Promise<number>;
  /** The present memory of the process, in bytes, from its own metrics. */
  readonly memory: () => Promise<{ resident: number; heapUsed: number }>;
  readonly stop: () => Promise<void>;
}

/** @param env additional environment variables */
export async function startApi(database: BenchDatabase, env: NodeJS.ProcessEnv = {}): Promise<ApiProcess> {
  const port = await freePort();
  const metricsPort = await freePort();
  const { DATABASE_URL: _owner, ...inherited } = process.env;
  const child = spawn(process.execPath, ["--import", END_WITH_PARENT, join(ROOT, "apps/api/src/main.ts")], {
    cwd: ROOT,
    env: {
      ...inherited,
      NODE_ENV: "development",
      HOST: "127.0.0.1",
      PORT: `${port}`,
      APP_DATABASE_URL: database.urls.app,
      VERIFY_DATABASE_URL: database.urls.verify,
      SCRIP_METRICS_PORT: `${metricsPort}`,
      ...env,
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "close");
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
  };
  try {
    const url = `http://127.0.0.1:${port}`;
    const metrics = `http://127.0.0.1:${metricsPort}/metrics`;
    await untilReady(child, `${url}/readyz`);
    const key = await asOwner(database, async (owner) => {
      const terms = { name: "bench", owner: "bench", orgId: null, orgIds: null, expiresAt: null };
      return (await createServiceKey(homesOf(owner).platform, { ...terms, scopes: SCOPES })).key;
    });
    return {
      url,
      key,
      client: () => createClient({ url, key }),
      cpuMs: async () => (await readGauges(metrics, ["process_cpu_seconds_total"]))[0] * 1000,
      memory: async () => {
        const [resident, heapUsed] = await readGauges(metrics, MEMORY);
        return { resident, heapUsed };
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const MEMORY = ["process_resident_memory_bytes", "nodejs_heap_size_used_bytes"] as const;

/** Reads metrics by their names. */
async function readGauges<const Names extends readonly string[]>(
  url: string,
  names: Names,
): Promise<{ [Place in keyof Names]: number }> {
  const text = await (await fetch(url)).text();
  const found = names.map((name) => {
    const value = new RegExp(`^${name}(?:{[^}]*})? ([0-9.e+]+)$`, "m").exec(text)?.[1];
    if (value === undefined) throw new Error(`the API has no metric ${name}`);
    return Number(value);
  });
  return found as { [Place in keyof Names]: number };
}

/** Waits until a process answers that it is ready. @throws if it ends before, or takes too long */
export async function untilReady(child: ChildProcess, url: string): Promise<void> {
  const until = performance.now() + READY_MS;
  while (performance.now() < until && child.exitCode === null) {
    const isReady = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await sleep(50);
  }
  throw new Error("the process did not become ready");
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
