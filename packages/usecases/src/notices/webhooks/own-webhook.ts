import { inOrganization, type OrganizationsTx } from "@scrip/db/connection";
import { lockWebhook, type WebhookRow } from "@scrip/db/notices/webhooks";
import type { LockedOrganization } from "@scrip/db/organizations";
import type { Caller, Deps } from "../../deps.ts";
import { lockAs } from "../../lock-as.ts";
import { orNotFound } from "../../missing.ts";
import { refused } from "../../refused.ts";
import { webhookAddress } from "./webhook-address.ts";

/** The dependencies of changes of webhooks. */
export type WebhookDeps = Pick<Deps, "homes" | "ledger" | "webhooks">;

/**
 * Changes a webhook of the organization, under the lock of both.
 * @throws RefusedError `permission_missing`, `not_found`, `organization_closed`
 */
export function changeOwn<Result>(
  { homes }: Pick<Deps, "homes">,
  caller: Caller,
  id: string,
  change: (tx: OrganizationsTx, webhook: WebhookRow, organization: LockedOrganization) => Promise<Result>,
): Promise<Result> {
  const { orgId } = caller;
  return inOrganization(homes.organizations, orgId, async (tx) => {
    const { organization } = await lockAs(tx, caller, "webhooks:write");
    const webhook = orNotFound(await lockWebhook(tx, { orgId, id }), `webhook webhook_${id}`);
    return change(tx, webhook, organization);
  });
}

/**
 * Checks the address of a webhook.
 * @returns it as URLs are written
 * @throws RefusedError `bad_input` with the field `url`
 */
export function checkedAddress({ webhooks }: Pick<Deps, "webhooks">, text: string): string {
  const url = webhookAddress(text, webhooks.rules);
  if (typeof url !== "string") return url.href;
  throw refused("bad_input", `url: ${url}`, { fields: [{ path: "url", message: url }] });
}

/** The refusal to send something to a webhook that is off. @throws RefusedError `webhook_off` */
export function requireOn({ id, offReason }: WebhookRow): void {
  if (offReason !== null) throw refused("webhook_off", "The webhook is off. Switch it on first.", { webhook: id });
}
