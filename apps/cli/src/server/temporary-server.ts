import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { CouldNotRun } from "../could-not-run.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Started by its path, since no package may import the start-up tooling. */
const PROGRAM = resolve(import.meta.dirname, "../../../../tooling/startup/src/temporary-server.ts");

/** A server of its own: the API, a platform key with every scope, and the database's address for its owner. */
export interface OwnServer {
  readonly url: string;
  readonly key: string;
  readonly databaseUrl: string;
  /** The local Stripe by which it takes payments; absent if it takes none. */
  readonly stripe?: StripeAddress | undefined;
}

/** A local Stripe, with its key. */
export interface StripeAddress {
  readonly url: string;
  readonly secretKey: string;
}

/** How the server runs. */
export interface OwnServerOptions {
  /** A folder in which the database is kept; without it, the database is deleted. */
  readonly keep?: string | undefined;
  /** Whether it takes payments, by a local Stripe of its own. */
  readonly takesPayments?: boolean;
  /** Environment variables that its API gets besides those of this process. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Starts a temporary server on an embedded PostgreSQL, runs `work` with it and stops it. The server prints its progress
 * on standard error. It also stops if this process ends in any other way.
 */
export async function onTemporaryServer<Result>(
  options: OwnServerOptions,
  work: (server: OwnServer) => Promise<Result>,
): Promise<Result> {
  const interrupted = interruption();
  const temporary = spawnServer(options);
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
  readonly ready: Promise<OwnServer>;
  /** Rejects when the server ends. */
  readonly failed: Promise<never>;
  readonly stop: () => Promise<void>;
}

function spawnServer({ keep, takesPayments = false, env }: OwnServerOptions): TemporaryServer {
  const args = [...(keep === undefined ? [] : ["--keep", resolve(keep)]), ...(takesPayments ? ["--stripe"] : [])];
  // The server has its own process group, so that Ctrl-C reaches only this process, which then stops the server once.
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
    env: { ...process.env, ...env },
  });
  const exited = once(child, "exit");
  const failed = exited.then(([code, signal]): never => {
    throw new CouldNotRun(
      `The temporary server has ended (${signal ?? `exit code ${code}`}); its output above says why.`,
    );
  });
  // Avoid an unhandled rejection when the server is stopped on purpose.
  failed.catch(() => {});
  const ready = once(createInterface(child.stdout), "line").then(([line]): OwnServer => JSON.parse(line));
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await exited;
  };
  return { ready, failed, stop };
}

/** On the first SIGINT, SIGTERM or SIGHUP, stops the server before this process ends. A second signal ends it at once. */
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
