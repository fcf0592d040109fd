import type { updateWebhookInput } from "@scrip/contract/notices/webhooks";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { appendAudit } from "@scrip/db/access";
import type { OrganizationsTx } from "@scrip/db/connection";
import {
  changeWebhook,
  removeWebhook as deleteWebhook,
  switchWebhookOff,
  type WebhookRow,
} from "@scrip/db/notices/webhooks";
import type { AuditAction } from "@scrip/domain/audit-actions";
import { ROTATION_MS } from "@scrip/domain/notices/webhooks";
import { auditedBy } from "../../access/audited-by.ts";
import type { Caller } from "../../deps.ts";
import { changeOwn, checkedAddress, type WebhookDeps } from "./own-webhook.ts";
import { newSecret } from "./sign.ts";

/** What changes of a webhook. What is left out stays. */
type WebhookChange = Pick<Parsed<typeof updateWebhookInput>, "webhook" | "url" | "description" | "eventKinds" | "isOn">;

/**
 * Changes a webhook, or switches it on or off. Switching it off drops the deliveries that wait; switching it on begins with
 * the next event.
 * @throws RefusedError `bad_input` for the address, `not_found`, `permission_missing`, `organization_closed`
 * @source docs/webhooks.md#switched-off
 */
export async function updateWebhook(deps: WebhookDeps, caller: Caller, change: WebhookChange): Promise<void> {
  const { webhook: id, isOn, description, eventKinds: kinds } = change;
  const url = change.url === undefined ? undefined : checkedAddress(deps, change.url);
  await changeOwn(deps, caller, id, async (tx, webhook, { now }) => {
    const terms = {
      ...(url !== undefined && { url }),
      ...(description !== undefined && { description }),
      ...(kinds !== undefined && { kinds }),
    };
    if (Object.keys(terms).length > 0) {
      await changeWebhook(tx, webhook, terms);
      await audit(tx, caller, id, "webhook.changed", url === undefined ? {} : { url });
    }
    const wasOn = webhook.offReason === null;
    if (isOn === undefined || isOn === wasOn) return;
    if (isOn) await changeWebhook(tx, webhook, { offReason: null, offAt: null, failingSince: null });
    else await switchWebhookOff(tx, webhook, { reason: "person", at: now });
    await audit(tx, caller, id, isOn ? "webhook.switched_on" : "webhook.switched_off");
  });
}

/**
 * Gives a webhook a new signing secret. For a day the earlier one signs beside it, so a receiver can change over at its own
 * time. A second rotation within the day ends the first secret.
 * @returns the new secret, which is not shown again, and the end of the earlier one in milliseconds since 1970
 * @throws RefusedError `not_found`, `permission_missing`, `organization_closed`
 * @source docs/webhooks.md#rotation
 */
export function rotateSecret(
  deps: WebhookDeps,
  caller: Caller,
  { webhook: id }: { readonly webhook: string },
): Promise<{ readonly secret: string; readonly earlierUntil: number }> {
  const secret = newSecret();
  return changeOwn(deps, caller, id, async (tx, webhook, { now }) => {
    const earlierUntil = new Date(now.getTime() + ROTATION_MS);
    const sealed = deps.webhooks.sealer.seal(secret);
    await changeWebhook(tx, webhook, { secret: sealed, earlierSecret: webhook.secret, earlierUntil });
    await audit(tx, caller, id, "webhook.rotated");
    return { secret, earlierUntil: earlierUntil.getTime() };
  });
}

/**
 * Removes a webhook with its log. A try that is under way may still arrive.
 * @throws RefusedError `not_found`, `permission_missing`, `organization_closed`
 * @source docs/webhooks.md
 */
export async function removeWebhook(
  deps: Pick<WebhookDeps, "homes">,
  caller: Caller,
  { webhook: id }: { readonly webhook: string },
): Promise<void> {
  await changeOwn(deps, caller, id, async (tx, webhook: WebhookRow) => {
    await deleteWebhook(tx, webhook);
    await audit(tx, caller, id, "webhook.removed", { url: webhook.url });
  });
}

function audit(
  tx: OrganizationsTx,
  caller: Caller,
  id: string,
  action: AuditAction,
  details: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const target = { type: "webhook", id } as const;
  return appendAudit(tx, caller.orgId, { ...auditedBy(caller), action, target, outcome: "done", details });
}
