import { appendAudit } from "@scrip/db/access";
import { inOrganization, newId } from "@scrip/db/connection";
import { findDelivery, lockWebhook, restartDelivery, wakeWebhook } from "@scrip/db/notices/webhooks";
import { auditedBy } from "../../access/audited-by.ts";
import type { Caller } from "../../deps.ts";
import { lockAs } from "../../lock-as.ts";
import { orNotFound } from "../../missing.ts";
import { changeOwn, requireOn, type WebhookDeps } from "./own-webhook.ts";
import { queueDeliveries } from "./queue-deliveries.ts";

const TEST_MESSAGE = "This is a test.";

/**
 * Sends an event of the kind `test` to one webhook, whatever kinds it wants.
 * @returns the id of the delivery
 * @throws RefusedError `not_found`, `webhook_off`, `permission_missing`, `organization_closed`
 * @source docs/webhooks.md#trying-it-out
 */
export async function sendTest(
  deps: WebhookDeps,
  caller: Caller,
  { webhook: id }: { readonly webhook: string },
): Promise<{ readonly delivery: string }> {
  const { orgId } = caller;
  const sent = await changeOwn(deps, caller, id, async (tx, webhook, { time, now }) => {
    requireOn(webhook);
    const data = { message: TEST_MESSAGE };
    const [delivery] = await queueDeliveries(tx, { orgId, id: newId(), kind: "test", at: time, data }, id);
    await appendAudit(tx, orgId, {
      ...auditedBy(caller),
      action: "webhook.tested",
      target: { type: "webhook", id },
      outcome: "done",
    });
    return { delivery: orNotFound(delivery ?? null, `webhook webhook_${id}`), now };
  });
  deps.ledger.announce({ orgIds: [orgId], dueAt: sent.now.getTime() });
  return { delivery: sent.delivery };
}

/**
 * Sends a delivery again, under the same `webhook-id` and with the same text, and retries it as a new one. One that waits is
 * tried at once.
 * @throws RefusedError `not_found`, `webhook_off`, `permission_missing`, `organization_closed`
 * @source docs/webhooks.md#delivery-log
 */
export async function redeliver(
  deps: WebhookDeps,
  caller: Caller,
  { delivery: id }: { readonly delivery: string },
): Promise<void> {
  const { orgId } = caller;
  const dueAt = await inOrganization(deps.homes.organizations, orgId, async (tx) => {
    const { organization } = await lockAs(tx, caller, "webhooks:write");
    const { webhookId } = orNotFound(await findDelivery(tx, { orgId, id }), `delivery delivery_${id}`);
    const webhook = orNotFound(await lockWebhook(tx, { orgId, id: webhookId }), `webhook webhook_${webhookId}`);
    requireOn(webhook);
    await restartDelivery(tx, { orgId, id });
    await wakeWebhook(tx, { orgId, id: webhookId });
    await appendAudit(tx, orgId, {
      ...auditedBy(caller),
      action: "webhook.redelivered",
      target: { type: "webhook", id: webhookId },
      outcome: "done",
      details: { delivery: `delivery_${id}` },
    });
    return organization.now.getTime();
  });
  deps.ledger.announce({ orgIds: [orgId], dueAt });
}
