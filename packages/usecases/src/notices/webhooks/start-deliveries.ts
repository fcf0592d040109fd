import { type Homes, inOrganization } from "@scrip/db/connection";
import type { DueWork } from "@scrip/db/due";
import { leaseWebhookDue } from "@scrip/db/notices/webhooks";
import type { WebhookLanes } from "./webhook-lanes.ts";

interface StartDeps {
  readonly homes: Pick<Homes, "organizations">;
  readonly webhookLanes?: Pick<WebhookLanes, "start"> | undefined;
}

/** Another worker looks at the webhook after this, if this one has died. */
const LEASE_SECONDS = 60;

/**
 * Hands the due deliveries of a webhook to its lane, which sends them apart from all other due work: a receiver that does not
 * answer delays nothing. Safe to repeat and to run twice at once. Without lanes, as in a process that cannot open the
 * secrets, the deliveries wait for a worker that has them.
 * @source docs/webhooks.md#slow-receivers
 */
export async function startDeliveries(
  { homes, webhookLanes }: StartDeps,
  { orgId, refId: id }: DueWork,
): Promise<void> {
  await inOrganization(homes.organizations, orgId, (tx) => leaseWebhookDue(tx, { orgId, id }, LEASE_SECONDS));
  webhookLanes?.start({ orgId, id });
}
