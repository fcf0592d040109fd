import { dueSweep } from "@scrip/contract/tasks/due";
import { acrossOrganizations } from "@scrip/db/connection";
import type { WorkerDeps } from "./deps.ts";

/** Asks for a sweep now. What is asked beside one that waits or runs is dropped by the queue. */
export async function askForSweep({ homes, queue }: Pick<WorkerDeps, "homes" | "queue">): Promise<void> {
  await acrossOrganizations(homes.organizations, (tx) => queue.enqueue(tx, dueSweep, {}));
}

/**
 * Asks for a sweep in each stretch of so many seconds; of several workers that ask, the queue takes
 * one. An asking that fails, as when the database is away, is told and asked again in the next.
 * @returns how to end it
 * @source docs/rules.md#sweeps
 */
export function scheduleSweeps({ homes, queue, log }: WorkerDeps, everySeconds: number): () => void {
  const ask = async (): Promise<void> => {
    try {
      await acrossOrganizations(homes.organizations, (tx) =>
        queue.enqueue(tx, dueSweep, {}, { oncePerSeconds: everySeconds }),
      );
    } catch (error) {
      log.error(`a sweep could not be asked for: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const timer = setInterval(() => void ask(), everySeconds * 1000);
  return () => clearInterval(timer);
}
