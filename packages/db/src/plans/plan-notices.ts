import type { OrganizationsTx } from "../connection/home-source.ts";
import { PlanNoticeEntity, type PlanNoticeRow } from "./plan-notice.entity.ts";

/** Writes a notice, unless it is there. The caller writes the work that sends it. */
export async function insertNotice(tx: OrganizationsTx, notice: PlanNoticeRow): Promise<void> {
  await tx.repository(PlanNoticeEntity).createQueryBuilder().insert().values(notice).orIgnore().execute();
}

/** Reads a notice; `null` if it was sent. */
export function getNotice(tx: OrganizationsTx, orgId: string, id: string): Promise<PlanNoticeRow | null> {
  return tx.repository(PlanNoticeEntity).findOneBy({ orgId, id });
}

/** Deletes a notice that is sent. Safe to repeat. */
export async function deleteNotice(tx: OrganizationsTx, orgId: string, id: string): Promise<void> {
  await tx.repository(PlanNoticeEntity).delete({ orgId, id });
}
