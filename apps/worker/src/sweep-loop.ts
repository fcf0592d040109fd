import { setTimeout as sleep } from "node:timers/promises";
import type { Swept } from "@scrip/db";

/** What the loop needs of the outside. */
export interface SweepLoop {
  readonly sweep: (signal: AbortSignal) => Promise<Swept>;
  readonly everyMs: number;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Looks for due work until it is stopped: once at the start, then each `everyMs`. A sweep that fails,
 * as when the database is away, is told and tried again at the next turn.
 * @source INVARIANTS rule 3: "a sweeper each minute finds it"
 */
export async function sweepUntilStopped({ sweep, everyMs, log, signal }: SweepLoop): Promise<void> {
  while (!signal.aborted) {
    try {
      const { ran, failures } = await sweep(signal);
      if (ran > 0) log(`ran ${ran} pieces of due work`);
      for (const { orgId, kind, refId, error } of failures)
        log(`${kind} ${refId} of organization ${orgId} failed and stays due: ${error.message}`);
    } catch (error) {
      log(`the sweep failed and will be tried again: ${error instanceof Error ? error.message : String(error)}`);
    }
    await sleep(everyMs, undefined, { signal }).catch(() => {});
  }
}
