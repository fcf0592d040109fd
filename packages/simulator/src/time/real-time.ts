import { setTimeout as sleep } from "node:timers/promises";
import type { Instant, Script } from "../script.ts";

/**
 * Runs a script by the clock of this machine. It goes on never earlier than it asked for: the ledger refuses a quantity
 * that is ahead of the elapsed time.
 * @param until a script that waits for a later instant is left as it is
 */
export async function inRealTime(script: Script, until: Instant, signal?: AbortSignal): Promise<void> {
  // The monotonic clock measures waits, so a change of the wall clock shortens none.
  const origin = Date.now() - performance.now();
  const now = (): Instant => Math.floor(origin + performance.now());
  for (
    let step = await script.next(now());
    step.done !== true && step.value <= until;
    step = await script.next(now())
  ) {
    for (let left = step.value - now(); left > 0; left = step.value - now())
      await sleep(left, undefined, signal === undefined ? {} : { signal });
  }
}
