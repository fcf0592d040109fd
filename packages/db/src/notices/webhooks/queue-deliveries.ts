import type { OrganizationsTx } from "../../connection/home-source.ts";
import { newId } from "../../connection/new-id.ts";

/** An event to deliver. */
export interface DeliveredEvent {
  readonly orgId: string;
  /** The id of the event, which every try sends as `webhook-id`. */
  readonly noticeId: string;
  readonly kind: string;
  /** @returns what is sent to a webhook as its delivery of this number */
  readonly bodyOf: (sequence: number) => string;
}

/**
 * Writes a delivery for each webhook that is on and wants events of this kind, and the due work that sends it. Safe to repeat
 * and to run twice at once: a webhook gets an event once.
 * @param only writes it for this webhook, whatever kinds it wants
 * @returns the ids of the deliveries
 */
export async function insertDeliveries(
  tx: OrganizationsTx,
  { orgId, noticeId, kind, bodyOf }: DeliveredEvent,
  only: string | null = null,
): Promise<readonly string[]> {
  const wanting = await tx.query<{ id: string }[]>(
    `SELECT id FROM webhooks
      WHERE org_id = $1 AND off_reason IS NULL AND CASE WHEN $3::uuid IS NULL THEN kinds IS NULL OR $2 = ANY (kinds) ELSE id = $3 END
      ORDER BY id FOR NO KEY UPDATE`,
    [orgId, kind, only],
  );
  // A statement of its own sees what another transaction wrote before it gave up the locks.
  const numbered = await tx.query<{ webhookId: string; sequence: string }[]>(
    `WITH numbered AS (
      UPDATE webhooks SET sequence = sequence + 1
        WHERE org_id = $1 AND id = ANY ($2::uuid[])
          AND NOT EXISTS (SELECT FROM webhook_deliveries AS d
            WHERE d.org_id = $1 AND d.webhook_id = webhooks.id AND d.notice_id = $3)
        RETURNING id, sequence)
    SELECT id AS "webhookId", sequence FROM numbered ORDER BY id`,
    [orgId, wanting.map(({ id }) => id), noticeId],
  );
  const ids: string[] = [];
  for (const { webhookId, sequence } of numbered) {
    const id = newId();
    const values = [orgId, id, webhookId, noticeId, kind, sequence, bodyOf(Number(sequence))];
    await tx.query(INSERT, values);
    await wakeWebhook(tx, { orgId, id: webhookId });
    ids.push(id);
  }
  return ids;
}

const INSERT = `
  INSERT INTO webhook_deliveries
    (org_id, id, webhook_id, notice_id, kind, sequence, body, created_at, state, tries, attempts, next_at)
  SELECT $1, $2, $3, $4, $5, $6, $7, now, 'waiting', 0, 0, now
    FROM date_trunc('milliseconds', clock_timestamp()) AS now`;

/** Makes the work of a webhook due now. Deliveries follow the real time, whatever the clock of the organization. */
export async function wakeWebhook(
  tx: OrganizationsTx,
  { orgId, id }: { readonly orgId: string; readonly id: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO due (org_id, kind, ref_id, due_at, on_test_clock)
      VALUES ($1, 'deliver_webhook', $2, date_trunc('milliseconds', clock_timestamp()), false)
      ON CONFLICT (org_id, kind, ref_id) DO UPDATE
        SET due_at = least(due.due_at, excluded.due_at), tries = 0, problem = NULL, parked_at = NULL`,
    [orgId, id],
  );
}
