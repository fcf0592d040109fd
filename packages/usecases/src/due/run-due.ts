import type { DueKind } from "@scrip/domain/due";
import type { DataSource } from "typeorm";
import { reach } from "../connection/crash-points.ts";
import { TransientError } from "../connection/errors.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { TaskQueue } from "../queue/open-queue.ts";
import { commandOf, type DueWork } from "./due-work.ts";
import { countFailedTry } from "./park-due.ts";

/** What running due work needs, all of the worker's role. */
export interface DueDeps {
  readonly ledger: Ledger;
  readonly worker: DataSource;
  readonly queue: TaskQueue;
}

/** What came of the due work of one organization. */
export interface RanDue {
  readonly ran: number;
  /** Work that failed and will be tried again. */
  readonly failed: readonly FailedDue[];
  /** Work that failed too often, and is left out from now on. */
  readonly parked: readonly FailedDue[];
}

export interface FailedDue extends DueWork {
  readonly error: Error;
}

const PAGE = 500;

interface DueRow {
  kind: DueKind;
  ref_id: string;
  due_at: string;
}

/**
 * Runs what is due of one organization, in the order of time. Safe to run twice at once: the commands
 * do nothing where the work is done. A row that is looked at too early moves to its moment. Work that
 * fails is counted in its row and parked after some tries; the rest goes on.
 * @throws TransientError where the database does not answer; what ran stays
 * @source INVARIANTS rules 3 and 5
 */
export async function runDue(deps: DueDeps, orgId: string, signal?: AbortSignal): Promise<RanDue> {
  const failed: FailedDue[] = [];
  const parked: FailedDue[] = [];
  let ran = 0;
  let after: DueRow | null = null;
  while (signal?.aborted !== true) {
    const page: DueRow[] = await pageAfter(deps.ledger, orgId, after);
    reach("due.read");
    const works = page.map(({ kind, ref_id: refId }): DueWork => ({ orgId, kind, refId }));
    const outcomes = await Promise.allSettled(works.map((work) => deps.ledger.submit(commandOf(work), null)));
    for (const [index, work] of works.entries()) {
      const outcome = outcomes[index];
      if (outcome?.status !== "rejected") ran += 1;
      else if (outcome.reason instanceof TransientError) throw outcome.reason;
      else {
        const failure = { ...work, error: asError(outcome.reason) };
        const isParked = await countFailedTry(deps, work, failure.error);
        (isParked ? parked : failed).push(failure);
      }
    }
    reach("due.ran");
    after = page.at(-1) ?? null;
    if (after === null || page.length < PAGE) break;
  }
  return { ran, failed, parked };
}

async function pageAfter({ pool }: Ledger, orgId: string, after: DueRow | null): Promise<DueRow[]> {
  const { rows } = await pool.query<DueRow>({
    name: "ledger-due-of-organization",
    text: `SELECT kind, ref_id, due_at::text AS due_at FROM due
      WHERE org_id = $1 AND NOT on_test_clock AND parked_at IS NULL AND due_at <= clock_timestamp()
        AND (due_at, ref_id) > ($2::timestamptz, $3::uuid)
      ORDER BY due_at, ref_id LIMIT ${PAGE}`,
    values: [orgId, after?.due_at ?? "-infinity", after?.ref_id ?? "00000000-0000-0000-0000-000000000000"],
  });
  return rows;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
