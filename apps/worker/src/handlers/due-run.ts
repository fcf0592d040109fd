import { dueRun } from "@scrip/contract/tasks/due";
import { type FailedDue, runDue } from "@scrip/usecases/due/run-due";
import { handle, Retry } from "../handle.ts";

/** Runs the due work of one organization. Safe to run twice: work that is done is skipped. */
export const dueRunHandler = handle(dueRun, async (deps, { orgId }, signal) => {
  // The row stays due: the sweep after the pause finds it.
  if ((await deps.clocks.doubt(deps.cell)) !== null) return { paused: true };
  const { ran, failed, parked } = await runDue(deps, orgId, signal);
  const { dueWork } = deps.metrics;
  dueWork.inc({ outcome: "ran" }, ran);
  dueWork.inc({ outcome: "failed" }, failed.length);
  dueWork.inc({ outcome: "parked" }, parked.length);
  for (const failure of failed) deps.log.info(`${nameOf(failure)} failed and will be retried`);
  if (failed.length > 0) return new Retry(`${failed.length} pieces of due work failed`);
  return { ran, parked: parked.length };
});

function nameOf({ orgId, kind, refId, error }: FailedDue): string {
  return `${kind} ${refId} of org_${orgId} (${error.message})`;
}
