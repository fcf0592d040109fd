import type { createWebhookInput } from "@scrip/contract/notices/webhooks";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { appendAudit } from "@scrip/db/access";
import { inOrganization, newId } from "@scrip/db/connection";
import { countWebhooks, insertWebhook } from "@scrip/db/notices/webhooks";
import { MOST_WEBHOOKS } from "@scrip/domain/notices/webhooks";
import { auditedBy } from "../../access/audited-by.ts";
import type { Caller } from "../../deps.ts";
import { lockAs } from "../../lock-as.ts";
import { refused } from "../../refused.ts";
import { checkedAddress, type WebhookDeps } from "./own-webhook.ts";
import { newSecret } from "./sign.ts";

/**
 * Makes a webhook, which is on.
 * @returns its id, and the signing secret, which is not shown again
 * @throws RefusedError `bad_input` for the address, `too_many_webhooks`, `permission_missing`, `organization_closed`
 * @source docs/webhooks.md
 */
export async function createWebhook(
  deps: WebhookDeps,
  caller: Caller,
  {
    url: text,
    description,
    eventKinds: kinds,
  }: Pick<Parsed<typeof createWebhookInput>, "url" | "description" | "eventKinds">,
): Promise<{ readonly webhook: string; readonly secret: string }> {
  const { orgId } = caller;
  const url = checkedAddress(deps, text);
  const id = newId();
  const secret = newSecret();
  await inOrganization(deps.homes.organizations, orgId, async (tx) => {
    const { organization } = await lockAs(tx, caller, "webhooks:write");
    if ((await countWebhooks(tx, orgId)) >= MOST_WEBHOOKS)
      throw refused("too_many_webhooks", `An organization may have ${MOST_WEBHOOKS} webhooks. Remove one first.`);
    const sealed = deps.webhooks.sealer.seal(secret);
    await insertWebhook(tx, { orgId, id, url, description, kinds, secret: sealed, createdAt: organization.now });
    await appendAudit(tx, orgId, {
      ...auditedBy(caller),
      action: "webhook.created",
      target: { type: "webhook", id },
      outcome: "done",
      details: { url },
    });
  });
  return { webhook: id, secret };
}
