import { dueRun } from "@scrip/contract/tasks/due";
import type { DataSource } from "typeorm";
import { reach } from "../connection/crash-points.ts";
import type { TaskQueue } from "../queue/open-queue.ts";

/** Jobs in one statement. */
const PAGE = 1000;

/**
 * Looks over everything that is due of organizations on PostgreSQL's clock, and wakes a `due.run` for
 * each of them, all in one transaction. What is parked is left out. Safe to run twice at once: an
 * organization has one job that waits or runs.
 * @param worker of the worker's role, which alone sees due work across organizations
 * @returns how many organizations were woken
 * @source DESIGN 10; INVARIANTS rules 3 and 5
 */
export async function sweepDue(worker: DataSource, queue: TaskQueue): Promise<number> {
  return worker.transaction(async (tx) => {
    const rows: { org_id: string }[] = await tx.query(
      `SELECT DISTINCT org_id FROM due
        WHERE NOT on_test_clock AND parked_at IS NULL AND due_at <= clock_timestamp() ORDER BY org_id`,
    );
    let woken = 0;
    for (let first = 0; first < rows.length; first += PAGE) {
      const items = rows.slice(first, first + PAGE).map(({ org_id: orgId }) => ({ payload: { orgId }, key: orgId }));
      woken += await queue.enqueueAll(tx, dueRun, items);
    }
    reach("due.swept");
    return woken;
  });
}
