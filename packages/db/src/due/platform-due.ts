import { operatorsAlert } from "@scrip/contract/tasks/operators-alert";
import type { PlatformDueKind } from "@scrip/domain/due";
import type { PlatformWork } from "../claims/claim.ts";
import { reach } from "../connection/crash-points.ts";
import type { Homes, PlatformSource, PlatformTx } from "../connection/home-source.ts";
import { inAnyCell, inPlatform } from "../connection/in-home.ts";
import type { TaskQueue } from "../queue/open-queue.ts";
import { FinalError } from "./final-error.ts";
import { MOST_TRIES, problemOf } from "./park-due.ts";

/** Rows of one sweep; the next sweep takes the rest. */
const PAGE = 500;

/** Lists the platform's due work of these kinds in the order of (due_at, ref). Parked work is left out. */
export async function platformDue(
  platform: PlatformSource,
  kinds: readonly PlatformDueKind[],
): Promise<readonly PlatformWork[]> {
  return platform.query(
    `SELECT kind, ref FROM platform_due
      WHERE parked_at IS NULL AND due_at <= clock_timestamp() AND kind = ANY ($1::text[])
      ORDER BY due_at, ref LIMIT ${PAGE}`,
    [kinds],
  );
}

/**
 * Counts a failed try of the platform's due work. The fifth one, or a final failure, alerts the operators and parks it;
 * later sweeps skip it. A final failure counts as five tries. The queue is in the organizations' home, so the alert goes first: a worker that ends between the two steps alerts
 * a second time.
 * @returns whether it is parked now
 * @source docs/rules.md#parking
 */
export async function countFailedPlatformTry(
  { homes, queue }: { readonly homes: Homes; readonly queue: TaskQueue },
  { kind, ref }: PlatformWork,
  error: Error,
): Promise<boolean> {
  const problem = problemOf(error);
  const [row] = await inPlatform(homes.platform, (tx) =>
    tx.query<{ tries: number }[]>(
      `WITH tried AS (
        UPDATE platform_due SET tries = greatest(tries + 1, $4), problem = $3
          WHERE kind = $1 AND ref = $2 AND parked_at IS NULL RETURNING tries)
      SELECT tries FROM tried`,
      [kind, ref, problem, error instanceof FinalError ? MOST_TRIES : 0],
    ),
  );
  reach("due.try_counted");
  // No row if another worker did the work or parked it meanwhile.
  if (row === undefined || row.tries < MOST_TRIES) return false;
  await inAnyCell(homes.organizations, (tx) =>
    queue.enqueue(tx, operatorsAlert, { about: "platform_due_parked", kind, ref, problem }),
  );
  reach("due.operators_alerted");
  await homes.platform.query(
    `UPDATE platform_due SET parked_at = date_trunc('milliseconds', clock_timestamp())
      WHERE kind = $1 AND ref = $2 AND parked_at IS NULL`,
    [kind, ref],
  );
  return true;
}

/** Lets other work go first: this work is due again shortly. */
export async function putOffPlatformDue(platform: PlatformSource, { kind, ref }: PlatformWork): Promise<void> {
  await platform.query(
    `UPDATE platform_due SET due_at = greatest(due_at, clock_timestamp() + interval '10 seconds')
      WHERE kind = $1 AND ref = $2 AND parked_at IS NULL`,
    [kind, ref],
  );
}

/**
 * Unparks platform work, once its cause is mended; the next sweep runs it.
 * @returns whether it was parked
 */
export async function unparkPlatformDue(
  platform: PlatformSource | PlatformTx,
  { kind, ref }: PlatformWork,
): Promise<boolean> {
  const [, count] = await platform.query<[unknown, number]>(
    "UPDATE platform_due SET parked_at = NULL, tries = 0 WHERE kind = $1 AND ref = $2 AND parked_at IS NOT NULL",
    [kind, ref],
  );
  return count === 1;
}

/** Parked work of the platform. */
export interface ParkedPlatformDue extends PlatformWork {
  readonly dueAt: Date;
  readonly parkedAt: Date;
  readonly problem: string;
}

/** Lists the platform's parked work, the longest parked first. */
export async function listParkedPlatformDue(
  platform: PlatformSource,
  limit = 1000,
): Promise<readonly ParkedPlatformDue[]> {
  return platform.query(
    `SELECT kind, ref, due_at AS "dueAt", parked_at AS "parkedAt", problem
      FROM platform_due WHERE parked_at IS NOT NULL ORDER BY parked_at, ref LIMIT $1`,
    [limit],
  );
}
