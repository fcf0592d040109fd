import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { ROOT } from "../monitoring/files.ts";

/** A process of Scrip, as in production. */
export interface RunningProcess {
  readonly pid: number;
  /** The exit code once it has ended; `null` if a signal ended it. */
  readonly ended: Promise<number | null>;
  /** All of its output so far. */
  readonly output: () => string;
  readonly signal: (signal: NodeJS.Signals) => void;
}

/** The settings of a process. */
export interface ProcessTerms {
  /** The program, from the project's root. */
  readonly program: string;
  readonly env: NodeJS.ProcessEnv;
  /** Arguments of Node, before the program. */
  readonly nodeArguments?: readonly string[];
  /** The address that answers 200 when it is ready. */
  readonly readyAt?: string;
}

/** Starts a process, and waits until it is ready. It ends with the test that calls this. */
export async function aProcess({ program, env, nodeArguments = [], readyAt }: ProcessTerms): Promise<RunningProcess> {
  const child = spawn(process.execPath, [...nodeArguments, join(ROOT, program)], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, NODE_ENV: "test", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
  let hasEnded = false;
  const ended = once(child, "close").then(([code]) => {
    hasEnded = true;
    return code as number | null;
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  while (readyAt !== undefined && !(await answers(readyAt))) {
    if (hasEnded) throw new Error(`${program} ended before it was ready: ${text}`);
    await sleep(50);
  }
  return { pid: child.pid ?? 0, ended, output: () => text, signal: (signal) => void child.kill(signal) };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
