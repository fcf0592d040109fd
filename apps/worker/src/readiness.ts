import { setTimeout as sleep } from "node:timers/promises";
import { dueSweep } from "@scrip/contract/tasks/due";
import type { OrganizationsSource } from "@scrip/db/connection";
import { ranWithin } from "@scrip/db/queue";
import type { ProcessDeps } from "./deps.ts";

/** Readiness fails if the database takes longer than this to answer. */
const READY_MS = 3_000;
/** Readiness fails after so many sweeps that failed or are late. */
const SWEEPS_MISSED = 3;

/** The cells that serve, or all if none does: a worker is ready while one of several cells is away. */
function servingOf(organizations: OrganizationsSource): OrganizationsSource {
  const cells = organizations.cells.filter((cell) => cell.serves());
  return cells.length === 0 ? organizations : { ...organizations, cells };
}

/** Checks the readiness of a worker. @returns the reason why it is not ready, `null` if it is ready */
export async function problemOf(
  { homes, queue }: Pick<ProcessDeps, "homes" | "queue">,
  sweepSeconds: number,
): Promise<string | null> {
  const within = async (): Promise<string | null> => {
    const organizations = servingOf(homes.organizations);
    // Of named cells, each has a queue of its own, and the look for its sweeps fails without the queue's tables.
    const isOnlyOne = organizations.cells.every(({ cell }) => cell === null);
    if (isOnlyOne && (await queue.boss.schemaVersion()) === null) return "The task queue's tables do not exist.";
    // A sweep of any worker counts: all workers serve the same organizations.
    const isSwept = await ranWithin(organizations, dueSweep, sweepSeconds * SWEEPS_MISSED + 5);
    return isSwept ? null : "No sweep for due work has finished recently.";
  };
  try {
    const late = sleep(READY_MS, undefined, { ref: false }).then(() => "The database does not answer.");
    return await Promise.race([within(), late]);
  } catch {
    return "The database or the task queue's tables cannot be read.";
  }
}
