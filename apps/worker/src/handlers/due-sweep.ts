import { dueSweep } from "@scrip/contract/tasks/due";
import { runPlatformDue } from "@scrip/usecases/due/run-platform-due";
import { sweepDue } from "@scrip/usecases/due/sweep-due";
import { handle } from "../handle.ts";

/** Enqueues a `due.run` for every organization with due work, and finishes the platform's claims. Safe to run twice. */
export const dueSweepHandler = handle(dueSweep, async (deps, _payload, signal) => {
  const woken = await sweepDue(deps.homes.organizations, deps.queue);
  const { ran, failed, parked } = await runPlatformDue(deps, signal);
  const { dueWork, sweeps } = deps.metrics;
  dueWork.inc({ outcome: "ran" }, ran);
  dueWork.inc({ outcome: "failed" }, failed.length);
  dueWork.inc({ outcome: "parked" }, parked.length);
  for (const { kind, ref, error } of failed)
    deps.log.info(`${kind} ${ref} failed and will be retried (${error.message})`);
  sweeps.inc();
  return { woken };
});
