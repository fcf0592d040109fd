import type { OrganizationsTx } from "@scrip/db/connection";
import { insertDeliveries } from "@scrip/db/notices/webhooks";
import type { Notice } from "../notice.ts";
import { webhookBody } from "./webhook-body.ts";

/**
 * Writes a delivery of a notice for each webhook that is on and wants its kind, with the due work that sends it. Safe to
 * repeat: a webhook gets a notice once.
 * @param only for this webhook alone, whatever kinds it wants
 * @returns the ids of the deliveries
 * @source docs/webhooks.md
 */
export function queueDeliveries(
  tx: OrganizationsTx,
  notice: Notice,
  only: string | null = null,
): Promise<readonly string[]> {
  const { orgId, id, kind, at, data } = notice;
  const event = { orgId, id, kind, at: at.getTime(), data };
  const bodyOf = (sequence: number): string => webhookBody(event, sequence);
  return insertDeliveries(tx, { orgId, noticeId: id, kind, bodyOf }, only);
}
