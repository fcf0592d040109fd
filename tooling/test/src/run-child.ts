import { type ChildProcess, spawn } from "node:child_process";
import { root } from "./paths.ts";

export interface ChildOutcome {
  ok: boolean;
  output: string;
}

const running = new Set<ChildProcess>();

/** Runs a command from the root and waits. Its output is shown as it comes, or kept for the caller. */
export function runChild(
  [command, ...args]: readonly [string, ...string[]],
  { show, env = {} }: { show: boolean; env?: Record<string, string> },
): Promise<ChildOutcome> {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    // In a group of its own, so that what the child has started can be ended with it.
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

/** Ends what still runs, with everything it has started. */
export function endChildren(signal: NodeJS.Signals): void {
  for (const { pid } of running) {
    try {
      if (pid !== undefined) process.kill(-pid, signal);
    } catch {
      // It ended by itself in the meantime.
    }
  }
}
