import type { OrganizationsSource, OrganizationsTx } from "../connection/home-source.ts";
import { inEveryCell } from "../connection/in-home.ts";
import { NoticeEntity, type NoticeRow } from "./notice.entity.ts";

/** A notice to write. PostgreSQL's clock says when it is recorded. */
export type NewNotice = Pick<NoticeRow, "orgId" | "id" | "kind" | "at" | "data" | "key">;

/** Writes a notice, unless there is one with its key. The caller writes the work that sends it. @returns whether it is new */
export async function insertNotice(tx: OrganizationsTx, notice: NewNotice): Promise<boolean> {
  const { orgId, id, kind, at, data, key } = notice;
  const written: unknown[] = await tx.query(
    `INSERT INTO notices (org_id, id, kind, at, recorded_at, data, key)
      VALUES ($1, $2, $3, $4, date_trunc('milliseconds', clock_timestamp()), $5, $6)
      ON CONFLICT DO NOTHING RETURNING id`,
    [orgId, id, kind, at, data, key],
  );
  return written.length > 0;
}

/** Reads a notice; `null` if it is not there any more. */
export function getNotice(tx: OrganizationsTx, orgId: string, id: string): Promise<NoticeRow | null> {
  return tx.repository(NoticeEntity).findOneBy({ orgId, id });
}

/** Notes that the mails and webhooks of a notice are queued. Safe to repeat: the first time stays. */
export async function markSent(tx: OrganizationsTx, orgId: string, id: string): Promise<void> {
  await tx.query(
    `UPDATE notices SET sent_at = date_trunc('milliseconds', clock_timestamp())
      WHERE org_id = $1 AND id = $2 AND sent_at IS NULL`,
    [orgId, id],
  );
}

/**
 * Deletes notices of all organizations that were sent and written more than 90 days ago.
 * @param worker of the worker's role, which sees old notices across organizations
 * @returns their number
 */
export async function deleteOldNotices(worker: OrganizationsSource): Promise<number> {
  const counts = await inEveryCell(
    worker,
    (cell) =>
      cell.query<[{ count: number }]>(
        `WITH gone AS (DELETE FROM notices WHERE sent_at IS NOT NULL
            AND recorded_at < clock_timestamp() - interval '90 days' RETURNING 1)
          SELECT count(*)::int AS count FROM gone`,
      ),
    { ifAway: "leave_out" },
  );
  return counts.reduce((sum, [{ count }]) => sum + count, 0);
}
