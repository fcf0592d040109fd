import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { CrashAt } from "../connection/crash-points.ts";
import type { Acknowledged, LoadPlan } from "./load.test-support.ts";

/** Many of these are started: each but the first finds its sources compiled. */
const COMPILED = join(import.meta.dirname, "../../../../.scrip/tmp/compile-cache");
/** The ledger's own load. */
const PROGRAM = fileURLToPath(new URL("./load.fixture.ts", import.meta.url));

/** A process that works on a ledger. */
export interface RunningLoad {
  /** What it acknowledged so far, counted outside of the ledger. */
  readonly acknowledged: readonly Acknowledged[];
  /** Resolves once it acknowledged so many further steps, or has ended. */
  readonly further: (count: number) => Promise<unknown>;
  /** How it ended: a signal's name or an exit code, and what it said. */
  readonly ended: Promise<{ readonly by: string; readonly told: string }>;
  /** Asks it to finish its rounds. */
  finish(): void;
  /** Ends it as a crash would. */
  kill(): void;
}

/**
 * Starts a load, which works until it is asked to finish, or reaches its crash point.
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
  let told = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    told += text;
  });
  child.stdin.on("error", () => {});
  const ended = once(child, "close").then(([code, signal]) => ({ by: String(signal ?? code), told }));
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
