import { findPeople, MemberEntity } from "@scrip/db/access";
import { BillingAccountEntity, type BillingAccountRow, claimCustomer } from "@scrip/db/billing";
import { inOrganization, inPlatform, retrying } from "@scrip/db/connection";
import { lockOrganization } from "@scrip/db/organizations";
import type { Gateway } from "@scrip/domain/billing/gateway";
import { organizationNotFound, refused } from "../../refused.ts";
import { type AttemptDeps, askGateway, requireGateway } from "../attempts/attempt-deps.ts";
import { buyerOf } from "../documents/buyer-of.ts";

/**
 * The account of an organization at the gateway, which is made at first use: a customer, with a test clock for an
 * organization on a test clock. Safe to repeat and to run twice at once, since the gateway makes one customer for an
 * organization.
 * @throws RefusedError `organization_not_found`, `payment_unavailable`
 * @throws TransientError if the gateway does not answer
 * @source docs/rules.md#payment-accounts
 */
export async function ensureAccount(deps: AttemptDeps, orgId: string): Promise<BillingAccountRow> {
  const gateway = requireGateway(deps);
  const known = await accountOf(deps, orgId);
  return known === null ? makeAccount(deps, gateway, orgId) : checked(known, gateway);
}

/** The account of an organization at the gateway. @returns `null` before its first use */
export function accountOf({ homes }: Pick<AttemptDeps, "homes">, orgId: string): Promise<BillingAccountRow | null> {
  return inOrganization(homes.organizations, orgId, (tx) => tx.repository(BillingAccountEntity).findOneBy({ orgId }));
}

async function makeAccount({ homes }: AttemptDeps, gateway: Gateway, orgId: string): Promise<BillingAccountRow> {
  const { atGateway, clockAt, owner } = await inOrganization(homes.organizations, orgId, async (tx) => {
    const organization = await lockOrganization(tx, orgId);
    if (organization === null) throw organizationNotFound(orgId);
    const { atGateway: buyer } = await buyerOf(tx, orgId);
    const found = await tx.repository(MemberEntity).findOneBy({ orgId, role: "owner" });
    const clock = organization.onTestClock ? organization.time.getTime() : null;
    return { atGateway: buyer, clockAt: clock, owner: found?.personId ?? null };
  });
  const email = atGateway.email ?? (await addressOf(homes.platform, owner));
  const made = await askGateway(gateway.customers.create(orgId, { ...atGateway, email }, clockAt));
  const { livemode } = gateway;
  const claim = await retrying(() =>
    inPlatform(homes.platform, (tx) => claimCustomer(tx, { id: made.id, orgId, livemode })),
  );
  const testClock = claim.id === made.id ? made.testClock : null;
  const account = { orgId, customer: claim.id, livemode: claim.livemode, testClock, methodsAt: null };
  const stored = await inOrganization(homes.organizations, orgId, async (tx) => {
    const accounts = tx.repository(BillingAccountEntity);
    await accounts.createQueryBuilder().insert().values(account).orIgnore().execute();
    return accounts.findOneByOrFail({ orgId });
  });
  return checked(stored, gateway);
}

/** The e-mail address of the owner, so that nobody must enter one on the payment page. */
async function addressOf(platform: AttemptDeps["homes"]["platform"], owner: string | null): Promise<string | null> {
  if (owner === null) return null;
  return (await findPeople(platform, [owner])).get(owner)?.email ?? null;
}

/** An account of test mode takes no real payments, and the other way round. */
function checked(account: BillingAccountRow, { livemode }: Gateway): BillingAccountRow {
  if (account.livemode === livemode) return account;
  const mode = account.livemode ? "live" : "test";
  throw refused("payment_unavailable", `This organization pays in ${mode} mode, and the platform is in the other one.`);
}
