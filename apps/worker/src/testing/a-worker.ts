import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { TestDatabase } from "@scrip/db/testing";
import { freePort } from "@scrip/db/testing";
import { afterAll } from "vitest";

const MAIN = resolve(import.meta.dirname, "../main.ts");

/** A worker as a process of its own, as in production. */
export interface RunningWorker {
  readonly url: string;
  /** What it said so far. */
  readonly told: () => string;
  /** Its exit code once it has ended, `null` where it was killed. */
  readonly ended: Promise<number | null>;
  /** Ends it as a crash would. */
  readonly kill: () => Promise<void>;
  /** Asks it to end. @returns its exit code */
  readonly stop: () => Promise<number | null>;
  /** A figure of its metrics, with its labels as they are written. */
  readonly figure: (name: string) => Promise<number>;
}

/**
 * Starts a worker on the database and waits until it is ready; it is ended with the test file.
 * @param sweepSeconds short, unless a test is about what happens without a sweep
 * @param env more of its environment
 */
export async function aWorker(
  database: TestDatabase,
  sweepSeconds = 1,
  env: NodeJS.ProcessEnv = {},
): Promise<RunningWorker> {
  const port = await freePort();
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      WORKER_DATABASE_URL: database.urls.worker,
      SCRIP_WORKER_PORT: `${port}`,
      SCRIP_SWEEP_SECONDS: `${sweepSeconds}`,
      ...env,
    },
    stdio: ["ignore", "inherit", "pipe"],
  });
  let told = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    told += text;
  });
  const done = once(child, "close").then(([code]) => code as number | null);
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return done;
  };
  afterAll(() => end("SIGKILL"));
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, `${url}/readyz`, () => told);
  return {
    url,
    told: () => told,
    ended: done,
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
    figure: async (name) => {
      const text = await (await fetch(`${url}/metrics`)).text();
      const line = text.split("\n").find((each) => each.startsWith(`${name} `));
      return Number(line?.slice(name.length) ?? Number.NaN);
    },
  };
}

async function untilReady(child: ChildProcess, url: string, told: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the worker ended before it was ready: ${told()}`);
    const isReady = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await sleep(50);
  }
}
