import { chmodSync, mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Binaries, findBinaries } from "./binaries.ts";
import { type Cluster, openCluster } from "./cluster.ts";
import { ensureDatabase } from "./ensure-database.ts";
import { freePort } from "./free-port.ts";
import { type GuardedServer, spawnGuarded } from "./guarded-server.ts";
import { PortTakenError, PostgresError } from "./postgres-error.ts";
import { inUse, ownerOf, readPostmaster, recover, stopPostmaster } from "./postmaster.ts";
import { processRow } from "./process-table.ts";
import { runnable } from "./programs.ts";
import { openServerLog, type ServerLog } from "./server-log.ts";
import { type ServerUser, serverUser } from "./server-user.ts";
import { type Settings, settingArgs } from "./settings.ts";

const DATABASE = "scrip";
const LEFTOVER = "pre-existing shared memory block";
const LEFTOVER_TRIES = 20;

export interface StartOptions {
  /** The folder that keeps the data between runs; created if it is missing. */
  dir: string;
  /** The port; a free one if absent. */
  port?: number;
  /** Server settings on top of the defaults, such as `{ fsync: "off" }` for throw-away databases. */
  settings?: Settings;
}

export interface PostgresServer {
  /** The address of the database `scrip` for the superuser. */
  url: string;
  port: number;
  /** The process id of the postmaster. */
  pid: number;
  /** Resolves when the server has ended, on request or by itself. */
  exited: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts an embedded PostgreSQL 18 on 127.0.0.1. It stops when the caller calls `stop`, and when this process or its
 * parent ends in any way.
 * @throws PostgresError with advice for the reader
 */
export async function startPostgres(options: StartOptions): Promise<PostgresServer> {
  const dir = resolve(options.dir);
  const user = serverUser();
  const binaries = runnable(findBinaries(), user);
  if (mkdirSync(dir, { recursive: true }) !== undefined) chmodSync(dir, 0o755);
  const cluster = await openCluster(dir, binaries, user);
  await recover(cluster.data);
  const port = options.port ?? (await freePort());
  const settings = settingArgs(port, options.settings);
  const { server, pid } = await launch(cluster, binaries, user, settings, port);
  const url = (database: string) => `postgres://postgres:${cluster.password}@127.0.0.1:${port}/${database}`;
  try {
    await ensureDatabase(url("postgres"), DATABASE);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: url(DATABASE), port, pid, exited: whenEnded(server, pid), stop: () => server.stop() };
}

async function launch(
  cluster: Cluster,
  binaries: Binaries,
  user: ServerUser | undefined,
  settings: readonly string[],
  port: number,
): Promise<{ server: GuardedServer; pid: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const log = openServerLog(cluster.log);
    const server = spawnGuarded(cluster, binaries, user, settings);
    const pid = await readyPid(cluster, server);
    if (pid !== undefined) return { server, pid };
    // After a `kill -9` of the postmaster, its sessions need a moment to end.
    const isLeftover = log.since().includes(LEFTOVER);
    if (!isLeftover || attempt === LEFTOVER_TRIES) throw startError(cluster, log, port);
    await sleep(250);
  }
}

/** Waits until the postmaster accepts connections. @returns its process id; undefined if it ended before */
async function readyPid(cluster: Cluster, server: GuardedServer): Promise<number | undefined> {
  // No timeout: recovery after a crash may take any time.
  while (!server.hasExited()) {
    const found = readPostmaster(cluster.data);
    // Check the parent: another start in the same folder may have won a moment ago.
    if (found?.isReady && processRow(found.pid)?.parent === server.guardPid) return found.pid;
    await sleep(20);
  }
  return undefined;
}

function startError(cluster: Cluster, log: ServerLog, port: number): PostgresError {
  const winner = readPostmaster(cluster.data);
  const owner = winner && ownerOf(winner.pid);
  if (owner !== undefined) return inUse(cluster.data, owner);
  const lines = log.since();
  if (lines.includes("Address already in use")) return new PortTakenError(port);
  return new PostgresError(`PostgreSQL did not start:\n${lines}\nThe whole log is in ${cluster.log}`);
}

/** Resolves when the server has ended. If only the guard was killed, this process stops the server. */
async function whenEnded(server: GuardedServer, pid: number): Promise<void> {
  await server.exited;
  await stopPostmaster(pid, "SIGINT");
}
