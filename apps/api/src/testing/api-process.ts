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
  /** Asks it to stop. */
  stop(): void;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** What it wrote to its standard error so far. */
  errorOutput(): string;
  /** All of its output so far. */
  output(): string;
  /** The lines of its log so far; only outside of development are they JSON. */
  lines(): readonly LogLine[];
}

/** Starts it for the test that calls it; it ends with the test, if not before. Ask `/readyz` whether it is ready. */
export function startApiProcess(env: NodeJS.ProcessEnv): ApiProcess {
  const child = spawn(process.execPath, [MAIN], { env: { PATH: process.env.PATH, ...env }, stdio: "pipe" });
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
