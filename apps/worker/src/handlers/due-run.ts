import { dueRun } from "@scrip/contract/tasks/due";
import { type FailedDue, runDue } from "@scrip/db/due";
import { handle, TryAgain } from "../handle.ts";

/** Runs what is due of one organization. Safe to run twice: the ledger does nothing where the work is done. */
export const dueRunHandler = handle(dueRun, async (deps, { orgId }, signal) => {
  const { ran, failed, parked } = await runDue(deps, orgId, signal);
  const { dueWork } = deps.metrics;
  dueWork.inc({ outcome: "ran" }, ran);
  dueWork.inc({ outcome: "failed" }, failed.length);
  dueWork.inc({ outcome: "parked" }, parked.length);
  for (const failure of failed) deps.log.info(`${nameOf(failure)} failed and will be tried again`);
  if (failed.length > 0) return new TryAgain(`${failed.length} pieces of due work failed`);
  return { ran, parked: parked.length };
});

function nameOf({ orgId, kind, refId, error }: FailedDue): string {
  return `${kind} ${refId} of org_${orgId} (${error.message})`;
}
