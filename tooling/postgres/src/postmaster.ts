import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PostgresError } from "./postgres-error.ts";
import { processRow } from "./process-table.ts";

const FAST_STOP_MS = 30_000;
const IMMEDIATE_STOP_MS = 10_000;

/** What a running server says of itself in `postmaster.pid`. */
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
 * Makes way for a start in this folder: stops a server that nobody owns any more (left by a crash or a `kill -9`)
 * and removes a stale pid file.
 * @throws PostgresError naming the process, if the server belongs to one that runs
 */
export async function recover(data: string): Promise<void> {
  const found = readPostmaster(data);
  if (found === undefined) return;
  const row = processRow(found.pid);
  if (row === undefined) return; // PostgreSQL sees for itself that its pid file is stale
  if (!row.command.includes(data)) {
    // The number belongs to another process by now. PostgreSQL would take that one for itself and refuse.
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

/** The process that asked for this server, if it still runs: the parent of the server's guard. */
export function ownerOf(pid: number): number | undefined {
  const guard = processRow(processRow(pid)?.parent ?? 0);
  const owner = Number(/--owner=(\d+)/.exec(guard?.command ?? "")?.[1]);
  // A guard whose owner died has another parent by now, and is busy stopping its server.
  return guard?.parent === owner ? owner : undefined;
}

function isGuarded(parent: number): boolean {
  return processRow(parent)?.command.includes("--owner=") ?? false;
}

/** Fast shutdown: sessions are rolled back, the data is complete. Immediate only if that takes far too long. */
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
    // It ended by itself in the meantime.
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
