import { dueRun } from "@scrip/contract/tasks/due";
import { acrossOrganizations, type CellSource, reach } from "@scrip/db/connection";
import { organizationsWithDue } from "@scrip/db/due";
import type { TaskQueue } from "@scrip/db/queue";

/** The number of tasks in one statement. */
const PAGE = 1000;

/**
 * Sends a `due.run` for each organization of a cell that is on PostgreSQL's clock and has due work, each thousand in a transaction, so that
 * workers begin with the first while the rest is sent. The next sweep sends what an interrupted one left out.
 * Parked work is skipped. Safe to run twice at once: an organization has at most one task that waits or runs.
 * @param cell as the worker's role; only this role sees due work across organizations
 * @returns the number of tasks that the queue accepted
 * @source docs/rules.md#sweeps
 */
export async function sweepDue(cell: CellSource, queue: TaskQueue): Promise<number> {
  const orgIds = await acrossOrganizations(cell, organizationsWithDue);
  let woken = 0;
  for (let first = 0; first < orgIds.length; first += PAGE) {
    const items = orgIds.slice(first, first + PAGE).map((orgId) => ({ payload: { orgId }, key: orgId }));
    woken += await acrossOrganizations(cell, async (tx) => {
      const accepted = await queue.enqueueAll(tx, dueRun, items);
      reach("due.swept");
      return accepted;
    });
  }
  return woken;
}
