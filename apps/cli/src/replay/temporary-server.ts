import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { CouldNotRun } from "../could-not-run.ts";
import type { Server } from "./run-replay.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** By its path: no workspace depends on the start-up. */
const PROGRAM = resolve(import.meta.dirname, "../../../../tooling/startup/src/temporary-server.ts");

/**
 * Does something with a server for it alone, on an embedded PostgreSQL, and stops the server. It shows its progress on
 * standard error, and also stops when this process ends in any other way.
 * @param keep a folder that keeps the database; otherwise nothing is left of it
 */
export async function onTemporaryServer<Result>(
  keep: string | undefined,
  work: (server: Server) => Promise<Result>,
): Promise<Result> {
  const interrupted = interruption();
  const temporary = spawnServer(keep);
  const whileItRuns = <T>(promise: Promise<T>): Promise<T> =>
    Promise.race([promise, temporary.failed, interrupted.promise]);
  try {
    return await whileItRuns(work(await whileItRuns(temporary.ready)));
  } finally {
    await temporary.stop();
    interrupted.forget();
  }
}

interface TemporaryServer {
  readonly ready: Promise<Server>;
  /** Rejects when the server ends. */
  readonly failed: Promise<never>;
  readonly stop: () => Promise<void>;
}

function spawnServer(keep: string | undefined): TemporaryServer {
  const args = keep === undefined ? [] : ["--keep", resolve(keep)];
  // In a group of its own, so that Ctrl-C reaches it through here only, once.
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ["pipe", "pipe", "inherit"], detached: true });
  const exited = once(child, "exit");
  const failed = exited.then(([code, signal]): never => {
    throw new CouldNotRun(`The temporary server has ended (${signal ?? `exit code ${code}`}); it says why above.`);
  });
  // Where nobody is waiting for it any more, its end is no failure.
  failed.catch(() => {});
  const ready = once(createInterface(child.stdout), "line").then(([line]): Server => JSON.parse(line));
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await exited;
  };
  return { ready, failed, stop };
}

/** Ctrl-C, or a polite kill: the server is stopped in order before this process ends. A second one ends it at once. */
function interruption(): { readonly promise: Promise<never>; readonly forget: () => void } {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (signal: NodeJS.Signals): void =>
    reject(new CouldNotRun("\nStopping the temporary server.", 128 + constants.signals[signal]));
  for (const signal of SIGNALS) process.once(signal, stop);
  promise.catch(() => {});
  const forget = (): void => {
    for (const signal of SIGNALS) process.removeListener(signal, stop);
  };
  return { promise, forget };
}
