import type { OffReason } from "@scrip/domain/notices/webhooks";
import type { OrganizationsTx } from "../../connection/home-source.ts";
import { WebhookEntity, type WebhookRow } from "./webhook.entity.ts";

/** Names a webhook. */
export interface WebhookKey {
  readonly orgId: string;
  readonly id: string;
}

/** The number of the webhooks of an organization. */
export function countWebhooks(tx: OrganizationsTx, orgId: string): Promise<number> {
  return tx.repository(WebhookEntity).countBy({ orgId });
}

/** Writes a new webhook, which is on. */
export async function insertWebhook(
  tx: OrganizationsTx,
  webhook: Pick<WebhookRow, "orgId" | "id" | "url" | "description" | "kinds" | "secret" | "createdAt">,
): Promise<void> {
  await tx.repository(WebhookEntity).insert({ ...webhook, sequence: 0 });
}

/**
 * Locks a webhook until the transaction ends, and reads it. Its deliveries are made, claimed and ended under this lock, so
 * its row of due work is always right.
 * @returns `null` if the organization has no such webhook
 */
export async function lockWebhook(tx: OrganizationsTx, { orgId, id }: WebhookKey): Promise<WebhookRow | null> {
  await tx.query("SELECT FROM webhooks WHERE org_id = $1 AND id = $2 FOR NO KEY UPDATE", [orgId, id]);
  return tx.repository(WebhookEntity).findOneBy({ orgId, id });
}

/** Changes a webhook, in the transaction that locked it. */
export async function changeWebhook(
  tx: OrganizationsTx,
  { orgId, id }: WebhookKey,
  change: Partial<Omit<WebhookRow, "orgId" | "id" | "sequence" | "createdAt">>,
): Promise<void> {
  await tx.repository(WebhookEntity).update({ orgId, id }, change);
}

/**
 * Switches a webhook off, in the transaction that locked it. Its waiting deliveries are dropped: they can be sent again by
 * hand.
 */
export async function switchWebhookOff(
  tx: OrganizationsTx,
  { orgId, id }: WebhookKey,
  { reason, at }: { readonly reason: OffReason; readonly at: Date },
): Promise<void> {
  await tx.repository(WebhookEntity).update({ orgId, id }, { offReason: reason, offAt: at });
  await tx.query(
    `UPDATE webhook_deliveries SET state = 'dropped', next_at = NULL, claimed_until = NULL, ended_at = $3
      WHERE org_id = $1 AND webhook_id = $2 AND state = 'waiting'`,
    [orgId, id, at],
  );
}

/** Removes a webhook, with its log and its due work. */
export async function removeWebhook(tx: OrganizationsTx, { orgId, id }: WebhookKey): Promise<void> {
  await tx.query("DELETE FROM due WHERE org_id = $1 AND kind = 'deliver_webhook' AND ref_id = $2", [orgId, id]);
  await tx.repository(WebhookEntity).delete({ orgId, id });
}
