import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

const MAIN = join(import.meta.dirname, "../main.ts");

/** The API as a process of its own. */
export interface ApiProcess {
  /** Asks it to stop. */
  stop(): void;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** What it wrote to its errors so far. */
  told(): string;
}

/** Starts it for the test that calls it; it ends with the test, if not before. Ask `/readyz` whether it is ready. */
export function startApiProcess(env: NodeJS.ProcessEnv): ApiProcess {
  const child = spawn(process.execPath, [MAIN], { env: { PATH: process.env.PATH, ...env }, stdio: "pipe" });
  const lines: string[] = [];
  createInterface(child.stderr).on("line", (line) => lines.push(line));
  const ended = once(child, "close").then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return { stop: () => void child.kill("SIGTERM"), ended, told: () => lines.join("\n") };
}
