import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { CouldNotRun } from "../could-not-run.ts";

interface TemporaryServer {
  readonly url: string;
  readonly key: string;
  /** Rejects when the server ends without being asked to. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

/** By its path: no workspace depends on the start-up. */
const PROGRAM = resolve(import.meta.dirname, "../../../../tooling/startup/src/temporary-server.ts");

/**
 * Does something with a server for it alone, on an embedded PostgreSQL, and stops the server.
 * @param keep a folder that keeps the database; otherwise nothing is left of it
 */
export async function onTemporaryServer<Result>(
  keep: string | undefined,
  work: (server: Pick<TemporaryServer, "url" | "key">) => Promise<Result>,
): Promise<Result> {
  const server = await startTemporaryServer(keep);
  try {
    return await Promise.race([work({ url: server.url, key: server.key }), server.failed]);
  } finally {
    await server.stop();
  }
}

/** Starts the server, which shows its progress on standard error. It also stops when this process ends in any way. */
async function startTemporaryServer(keep: string | undefined): Promise<TemporaryServer> {
  const args = keep === undefined ? [] : ["--keep", resolve(keep)];
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const failed = exited.then(([code, signal]): never => {
    throw new CouldNotRun(`The temporary server has ended (${signal ?? `exit code ${code}`}); it says why above.`);
  });
  // Where nobody is waiting for it any more, its end is no failure.
  failed.catch(() => {});
  const first = once(createInterface(child.stdout), "line").then(([line]) => JSON.parse(line as string));
  const { url, key } = (await Promise.race([first, failed])) as { url: string; key: string };
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await exited;
  };
  return { url, key, failed, stop };
}
