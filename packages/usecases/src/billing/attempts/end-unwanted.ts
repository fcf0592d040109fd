import type { PaymentAttemptRow } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import { getLink } from "@scrip/db/plans";
import { type AttemptDeps, askGateway, requireGateway } from "./attempt-deps.ts";

/**
 * Ends the gateway's subscription of a payment that started no plan, so that it takes no further payment. One that pays
 * for a plan goes on. Safe to repeat.
 * @throws TransientError if the gateway does not answer
 * @source docs/rules.md#parked-payments
 */
export async function endUnwanted(
  deps: Pick<AttemptDeps, "homes" | "gateway">,
  { orgId, gatewaySubscription: id }: Pick<PaymentAttemptRow, "orgId" | "gatewaySubscription">,
): Promise<void> {
  if (id === null) return;
  const link = await inOrganization(deps.homes.organizations, orgId, (tx) => getLink(tx, orgId, id));
  if (link !== null) return;
  await askGateway(requireGateway(deps).subscriptions.end(id));
}
