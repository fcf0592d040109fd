import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { CrashAt } from "../connection/crash-points.ts";
import type { Acknowledged, LoadPlan } from "./load.test-support.ts";

/** Tests start many of these processes; all but the first reuse its compiled sources. */
const COMPILED = join(import.meta.dirname, "../../../../.scrip/tmp/compile-cache");
/** The program that runs the ledger's own load. */
const PROGRAM = fileURLToPath(new URL("./load.fixture.ts", import.meta.url));

/** A child process that sends commands to a ledger. */
export interface RunningLoad {
  /** The steps that the process has acknowledged so far, counted outside the ledger. */
  readonly acknowledged: readonly Acknowledged[];
  /** Resolves once the process has acknowledged `count` more steps, or has ended. */
  readonly further: (count: number) => Promise<unknown>;
  /** The signal's name or the exit code that ended the process, and its standard error. */
  readonly ended: Promise<{ readonly by: string; readonly errorOutput: string }>;
  /** Asks the process to finish its current rounds. */
  finish(): void;
  /** Kills the process with SIGKILL, as a crash would. */
  kill(): void;
}

/**
 * Starts a load. It runs until `finish` is called or it reaches its crash point.
 * @param program a program that calls `runLoad`
 */
export function startLoad(plan: LoadPlan, crash?: CrashAt, program = PROGRAM): RunningLoad {
  const args = crash === undefined ? [] : [`${crash.point}:${crash.nth}`];
  const child = spawn(process.execPath, [program, JSON.stringify(plan), ...args], {
    stdio: "pipe",
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
  });
  const acknowledged: Acknowledged[] = [];
  const lines = createInterface(child.stdout).setMaxListeners(0);
  lines.on("line", (line) => acknowledged.push(JSON.parse(line) as Acknowledged));
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  child.stdin.on("error", () => {});
  const ended = once(child, "close").then(([code, signal]) => ({ by: String(signal ?? code), errorOutput: stderr }));
  return {
    acknowledged,
    further: (count) => {
      const wanted = acknowledged.length + count;
      const isThere = new Promise<void>((resolve) => {
        lines.on("line", () => acknowledged.length >= wanted && resolve());
      });
      return Promise.race([isThere, ended]);
    },
    ended,
    finish: () => void child.stdin.end(),
    kill: () => void child.kill("SIGKILL"),
  };
}
