import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = resolve(import.meta.dirname, "../../../..");

/** What a command said, and its exit code. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly told: string;
}

export interface Running {
  readonly done: Promise<Ran>;
  /** What it said to people so far. */
  readonly told: () => string;
  /** Ends it as a crash would. */
  readonly kill: () => Promise<void>;
}

/** Runs `scrip` as a process of its own. */
export function scrip(args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  return run("apps/cli/src/main.ts", args, env);
}

/** Starts an API process and waits until it is ready. */
export async function startApi(port: number, env: NodeJS.ProcessEnv): Promise<Running> {
  const api = run("apps/api/src/main.ts", [], { ...env, HOST: "127.0.0.1", PORT: `${port}` });
  let ended: Ran | undefined;
  void api.done.then((ran) => {
    ended = ran;
  });
  while (!(await isReady(`http://127.0.0.1:${port}/readyz`))) {
    if (ended !== undefined) throw new Error(`the API ended before it was ready: ${ended.told}`);
    await sleep(50);
  }
  return api;
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, [program, ...args], { cwd: ROOT, env: { ...process.env, ...env } });
  let out = "";
  let told = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    told += text;
  });
  const done = once(child, "close").then(([code]): Ran => ({ code, out, told }));
  return { done, told: () => told, kill: () => kill(child, done) };
}

async function kill(child: ChildProcess, done: Promise<Ran>): Promise<void> {
  child.kill("SIGKILL");
  await done;
}

async function isReady(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
