import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { TestDatabase } from "@scrip/db/testing";
import { freePort } from "@scrip/db/testing";
import { onTestFinished } from "vitest";

const MAIN = resolve(import.meta.dirname, "../main.ts");

/** A line of the worker's log. */
export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** A worker in a process of its own, as in production. */
export interface RunningWorker {
  readonly url: string;
  /** All of its output so far. */
  readonly output: () => string;
  /** The lines of its log so far. */
  readonly lines: () => readonly LogLine[];
  /** Its exit code once it has ended; `null` if it was killed. */
  readonly ended: Promise<number | null>;
  /** Kills it, as a crash does. */
  readonly kill: () => Promise<void>;
  /** Sends it SIGTERM. @returns its exit code */
  readonly stop: () => Promise<number | null>;
  /** The value of one of its metrics; `name` includes the labels. */
  readonly figure: (name: string) => Promise<number>;
}

/**
 * Starts a worker on the database and waits until it is ready; it ends with the test that calls this.
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
      NODE_ENV: "test",
      WORKER_DATABASE_URL: database.urls.worker,
      SCRIP_WORKER_PORT: `${port}`,
      SCRIP_SWEEP_SECONDS: `${sweepSeconds}`,
      SCRIP_POLL_SECONDS: "0.5",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const output = (): string => log + errors;
  const done = once(child, "close").then(([code]) => code as number | null);
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return done;
  };
  onTestFinished(async () => void (await end("SIGKILL")));
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, `${url}/readyz`, output);
  return {
    url,
    output,
    lines: () =>
      log
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line) as LogLine),
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

async function untilReady(child: ChildProcess, url: string, output: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the worker ended before it was ready: ${output()}`);
    const isReady = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await sleep(50);
  }
}
