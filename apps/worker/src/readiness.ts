import { setTimeout as sleep } from "node:timers/promises";
import { dueSweep } from "@scrip/contract/tasks/due";
import { ranWithin } from "@scrip/db/queue";
import type { WorkerDeps } from "./deps.ts";

/** Readiness fails if the database takes longer than this to answer. */
const READY_MS = 3_000;
/** Sweeps that may fail or be late before the worker no longer counts as ready. */
const SWEEPS_MISSED = 3;

/** What keeps a worker from working, for its readiness. @returns `null` if nothing does */
export async function problemOf(
  { homes, queue }: Pick<WorkerDeps, "homes" | "queue">,
  sweepSeconds: number,
): Promise<string | null> {
  const within = async (): Promise<string | null> => {
    if ((await queue.boss.schemaVersion()) === null) return "The task queue's tables are not there.";
    // Any worker's sweep counts: all of them look after the same organizations.
    const isSwept = await ranWithin(homes.organizations, dueSweep, sweepSeconds * SWEEPS_MISSED + 5);
    return isSwept ? null : "No sweep for due work was finished lately.";
  };
  try {
    const late = sleep(READY_MS, undefined, { ref: false }).then(() => "The database does not answer.");
    return await Promise.race([within(), late]);
  } catch {
    return "The database or the task queue's tables can not be read.";
  }
}
