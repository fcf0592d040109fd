import { dueSweep } from "@scrip/contract/tasks/due";
import { sweepDue } from "@scrip/usecases/due/sweep-due";
import { handle } from "../handle.ts";

/** Wakes every organization that has due work. Safe to run twice. */
export const dueSweepHandler = handle(dueSweep, async ({ worker, queue, metrics }) => {
  const woken = await sweepDue(worker, queue);
  metrics.sweeps.inc();
  return { woken };
});
