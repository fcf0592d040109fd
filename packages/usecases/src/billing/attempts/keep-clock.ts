import { BillingAccountEntity } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import { getOrganizationAt } from "@scrip/db/organizations";
import { type AttemptDeps, requireGateway } from "./attempt-deps.ts";

/**
 * Moves the gateway's test clock to the time of its organization, so that the gateway has done what falls due by then. Does
 * nothing for an organization on the real time.
 * @throws GatewayError
 * @source docs/rules.md#payment-accounts
 */
export async function keepClock(deps: AttemptDeps, orgId: string): Promise<void> {
  const clock = await inOrganization(deps.homes.organizations, orgId, async (tx) => {
    const account = await tx.repository(BillingAccountEntity).findOneBy({ orgId });
    if (account === null || account.testClock === null) return null;
    const organization = await getOrganizationAt(tx, orgId);
    return organization === null ? null : { id: account.testClock, now: organization.now };
  });
  if (clock !== null) await requireGateway(deps).customers.moveClock(clock.id, clock.now);
}
