import { type ChildProcess, spawn } from "node:child_process";
import { root } from "./paths.ts";

export interface ChildOutcome {
  ok: boolean;
  output: string;
}

const running = new Set<ChildProcess>();

/** Runs a command in the project's root and waits for its end. The output is shown at once, or returned. */
export function runChild(
  [command, ...args]: readonly [string, ...string[]],
  { show, env = {} }: { show: boolean; env?: Record<string, string> },
): Promise<ChildOutcome> {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    // The child has its own process group, so that its own children can be ended with it.
    detached: true,
    stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
  });
  running.add(child);
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    const settle = (ok: boolean, more = "") => {
      running.delete(child);
      resolve({ ok, output: Buffer.concat(chunks).toString() + more });
    };
    child.on("error", (error) => settle(false, error.message));
    child.on("close", (code) => settle(code === 0));
  });
}

/** Ends every running child, with all processes that it started. */
export function endChildren(signal: NodeJS.Signals): void {
  for (const { pid } of running) {
    try {
      if (pid !== undefined) process.kill(-pid, signal);
    } catch {
      // The child has already ended.
    }
  }
}
