import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = resolve(import.meta.dirname, "../../../..");

/** The output of a command that has ended, and its exit code. */
export interface Result {
  readonly code: number | null;
  /** Standard output. */
  readonly out: string;
  /** Standard error. */
  readonly notes: string;
}

export interface Running {
  readonly done: Promise<Result>;
  /** Standard error so far. */
  readonly notes: () => string;
  /** Kills the process with SIGKILL. */
  readonly kill: () => Promise<void>;
}

/** Runs `scrip` as a process of its own. */
export function scrip(args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  return run("apps/cli/src/main.ts", args, env);
}

/** Starts an API process and waits until it is ready. */
export async function startApi(port: number, env: NodeJS.ProcessEnv): Promise<Running> {
  const api = run("apps/api/src/main.ts", [], { ...env, HOST: "127.0.0.1", PORT: `${port}` });
  let result: Result | undefined;
  void api.done.then((ended) => {
    result = ended;
  });
  while (!(await isReady(`http://127.0.0.1:${port}/readyz`))) {
    if (result !== undefined) throw new Error(`the API ended before it was ready: ${result.notes}`);
    await sleep(50);
  }
  return api;
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, [program, ...args], { cwd: ROOT, env: { ...process.env, ...env } });
  let out = "";
  let notes = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    notes += text;
  });
  const done = once(child, "close").then(([code]): Result => ({ code, out, notes }));
  return { done, notes: () => notes, kill: () => kill(child, done) };
}

async function kill(child: ChildProcess, done: Promise<Result>): Promise<void> {
  child.kill("SIGKILL");
  await done;
}

async function isReady(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
