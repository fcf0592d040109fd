import { dueSweep } from "@scrip/contract/tasks/due";
import { acrossOrganizations } from "@scrip/db/connection";
import type { WorkerDeps } from "./deps.ts";

/** Enqueues a sweep of a cell. The queue drops it if another sweep waits or runs. */
export async function enqueueSweep({ cell, queue }: Pick<WorkerDeps, "cell" | "queue">): Promise<void> {
  await acrossOrganizations(cell, (tx) => queue.enqueue(tx, dueSweep, {}));
}

/**
 * Enqueues a sweep of a cell in each interval. If several workers do, the queue takes one sweep per interval. If enqueueing fails
 * (say, the database is down), it logs the error and tries again in the next interval.
 * @returns a function that ends the schedule
 * @source docs/rules.md#sweeps
 */
export function scheduleSweeps({ cell, queue, log }: WorkerDeps, everySeconds: number): () => void {
  const enqueueOnce = async (): Promise<void> => {
    try {
      await acrossOrganizations(cell, (tx) => queue.enqueue(tx, dueSweep, {}, { oncePerSeconds: everySeconds }));
    } catch (error) {
      log.error(`a sweep could not be enqueued: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const timer = setInterval(() => void enqueueOnce(), everySeconds * 1000);
  return () => clearInterval(timer);
}
