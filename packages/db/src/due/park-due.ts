import { operatorsAlert } from "@scrip/contract/tasks/operators-alert";
import { reach } from "../connection/crash-points.ts";
import type { OrganizationsSource } from "../connection/home-source.ts";
import { inEveryCell, inOrganization } from "../connection/in-home.ts";
import { CHANNEL, messagesOf } from "../events/announcement.ts";
import type { TaskQueue } from "../queue/open-queue.ts";
import type { DueWork } from "./due-work.ts";
import { FinalError } from "./final-error.ts";

/** Failed tries of one piece of due work before it is parked. */
export const MOST_TRIES = 5;
/** Characters of a failure's message that are kept. */
const PROBLEM_LENGTH = 500;

/** A failure in words, as rows of due work keep it. */
export function problemOf(error: Error): string {
  return error.message.slice(0, PROBLEM_LENGTH) || error.name;
}

/**
 * Counts a failed try of a piece of due work. The fifth one, or a final failure, parks it and sends the operators an
 * alert, in the same transaction; later sweeps skip it. A final failure counts as five tries.
 * @returns whether it is parked now
 * @source docs/rules.md#parking
 */
export async function countFailedTry(
  { organizations, queue }: { readonly organizations: OrganizationsSource; readonly queue: TaskQueue },
  { orgId, kind, refId }: DueWork,
  error: Error,
): Promise<boolean> {
  const problem = problemOf(error);
  return inOrganization(organizations, orgId, async (tx) => {
    // A SELECT around the UPDATE: TypeORM answers an UPDATE with its rows and their number.
    const [row]: { is_parked: boolean }[] = await tx.query(
      `WITH tried AS (
        UPDATE due SET tries = greatest(tries + 1, $5), problem = $4,
            parked_at = CASE WHEN greatest(tries + 1, $5) >= ${MOST_TRIES} THEN date_trunc('milliseconds', clock_timestamp()) END
          WHERE org_id = $1 AND kind = $2 AND ref_id = $3 AND parked_at IS NULL AND due_at <= clock_timestamp()
          RETURNING parked_at)
      SELECT parked_at IS NOT NULL AS is_parked FROM tried`,
      [orgId, kind, refId, problem, error instanceof FinalError ? MOST_TRIES : 0],
    );
    reach("due.try_counted");
    // No row if another worker did the work or parked it meanwhile.
    if (row?.is_parked !== true) return false;
    await queue.enqueue(tx, operatorsAlert, { about: "due_parked", orgId, kind, refId, problem });
    reach("due.operators_alerted");
    return true;
  });
}

/**
 * Unparks work after its cause is fixed, and wakes the worker, whose next sweep runs it.
 * @returns whether it was parked
 */
export async function unparkDue(worker: OrganizationsSource, { orgId, kind, refId }: DueWork): Promise<boolean> {
  return inOrganization(worker, orgId, async (tx) => {
    const [row]: { due_ms: number }[] = await tx.query(
      `WITH taken_up AS (
        UPDATE due SET parked_at = NULL, tries = 0 WHERE org_id = $1 AND kind = $2 AND ref_id = $3 AND parked_at IS NOT NULL
          RETURNING due_at)
      SELECT (extract(epoch FROM due_at) * 1000)::float8 AS due_ms FROM taken_up`,
      [orgId, kind, refId],
    );
    if (row === undefined) return false;
    for (const message of messagesOf({ orgIds: [orgId], dueAt: Math.max(0, Math.floor(row.due_ms)) }))
      await tx.query("SELECT pg_notify($1, $2)", [CHANNEL, message]);
    return true;
  });
}

/** Parked due work. */
export interface ParkedDue extends DueWork {
  readonly dueAt: Date;
  readonly parkedAt: Date;
  readonly problem: string;
}

/**
 * Lists parked work, the longest parked first, without that of cells that do not answer.
 * @param onAway receives the name of each cell that is left out
 */
export async function listParkedDue(
  worker: OrganizationsSource,
  { limit = 1000, onAway = () => {} }: { readonly limit?: number; readonly onAway?: (cell: string) => void } = {},
): Promise<readonly ParkedDue[]> {
  const lists = await inEveryCell(
    worker,
    (cell) =>
      cell.query<ParkedDue[]>(
        `SELECT org_id AS "orgId", kind, ref_id AS "refId", due_at AS "dueAt", parked_at AS "parkedAt", problem
          FROM due WHERE parked_at IS NOT NULL ORDER BY parked_at, ref_id LIMIT $1`,
        [limit],
      ),
    { ifAway: "leave_out", onAway },
  );
  return lists
    .flat()
    .sort((a, b) => a.parkedAt.getTime() - b.parkedAt.getTime())
    .slice(0, limit);
}
