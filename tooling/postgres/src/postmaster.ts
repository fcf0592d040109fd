import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PostgresError } from "./postgres-error.ts";
import { processRow } from "./process-table.ts";

const FAST_STOP_MS = 30_000;
const IMMEDIATE_STOP_MS = 10_000;

/** The state of a running server, from its file `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  isReady: boolean;
}

export function readPostmaster(data: string): Postmaster | undefined {
  try {
    const lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 0 ? { pid, isReady: lines[7]?.trim() === "ready" } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Prepares a start in this folder: stops a server without an owner (left by a crash or a `kill -9`) and removes a
 * stale pid file.
 * @throws PostgresError naming the owner, if the server belongs to a running process
 */
export async function recover(data: string): Promise<void> {
  const found = readPostmaster(data);
  if (found === undefined) return;
  const row = processRow(found.pid);
  if (row === undefined) return; // PostgreSQL detects by itself that its pid file is stale.
  if (!row.command.includes(data)) {
    // Another process has this pid now. PostgreSQL would take it for a running server and refuse to start.
    rmSync(join(data, "postmaster.pid"), { force: true });
    return;
  }
  const owner = ownerOf(found.pid);
  if (owner !== undefined) throw inUse(data, owner);
  await stopPostmaster(found.pid, isGuarded(row.parent) ? undefined : "SIGINT");
}

export function inUse(data: string, owner: number): PostgresError {
  return new PostgresError(
    `PostgreSQL is already running in ${data} for process ${owner}. Stop that one first, for example with: kill ${owner}`,
  );
}

/** The process that started this server, if it still runs: the parent of the server's guard. */
export function ownerOf(pid: number): number | undefined {
  const guard = processRow(processRow(pid)?.parent ?? 0);
  const owner = Number(/--owner=(\d+)/.exec(guard?.command ?? "")?.[1]);
  // A guard whose owner died has another parent, and is stopping its server.
  return guard?.parent === owner ? owner : undefined;
}

function isGuarded(parent: number): boolean {
  return processRow(parent)?.command.includes("--owner=") ?? false;
}

/** Stops a server: a fast shutdown leaves complete data; an immediate one follows only if that takes far too long. */
export async function stopPostmaster(pid: number, first: "SIGINT" | undefined): Promise<void> {
  if (first !== undefined) signal(pid, first);
  if (await isGone(pid, FAST_STOP_MS)) return;
  signal(pid, "SIGQUIT");
  if (await isGone(pid, IMMEDIATE_STOP_MS)) return;
  throw new PostgresError(`PostgreSQL (process ${pid}) does not stop. End it by hand: kill -QUIT ${pid}`);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // The process has ended meanwhile.
  }
}

async function isGone(pid: number, timeoutMs: number): Promise<boolean> {
  const until = performance.now() + timeoutMs;
  while (performance.now() < until) {
    if (processRow(pid) === undefined) return true;
    await sleep(50);
  }
  return false;
}
