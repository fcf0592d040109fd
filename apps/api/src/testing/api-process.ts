import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { onTestFinished } from "vitest";

const MAIN = join(import.meta.dirname, "../main.ts");

/** A line of the API's log. */
export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** The API as a process of its own. */
export interface ApiProcess {
  /** Sends SIGTERM. */
  stop(): void;
  /** Resolves to the exit code when the process ends. */
  readonly ended: Promise<number | null>;
  /** The standard error so far. */
  errorOutput(): string;
  /** The standard output so far, then the standard error. */
  output(): string;
  /** The lines of the log so far. Works outside development only, where the log is JSON. */
  lines(): readonly LogLine[];
}

/** Starts an API process, which ends at the end of the test at the latest. `/readyz` answers whether it is ready. */
export function startApiProcess(env: NodeJS.ProcessEnv): ApiProcess {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const cache = NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
  const child = spawn(process.execPath, [MAIN], { env: { PATH, ...cache, ...env }, stdio: "pipe" });
  let log = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const ended = once(child, "close").then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return {
    stop: () => void child.kill("SIGTERM"),
    ended,
    errorOutput: () => errors,
    output: () => log + errors,
    lines: () =>
      log
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line) as LogLine),
  };
}
