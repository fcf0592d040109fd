import { appendAudit } from "@scrip/db/access";
import { BillingAccountEntity, billingDetailsOf, saveBillingDetails } from "@scrip/db/billing";
import { inOrganization, type OrganizationsTx } from "@scrip/db/connection";
import { type DueWork, setDue } from "@scrip/db/due";
import type { LockedOrganization } from "@scrip/db/organizations";
import { type BillingDetails, type BillingFields, changeDetails, changedFields } from "@scrip/domain/billing/details";
import { auditedBy } from "../access/audited-by.ts";
import type { Caller, Deps } from "../deps.ts";
import { lockAs } from "../lock-as.ts";
import { refreshAccount } from "./methods/refresh-account.ts";

/** The billing details of an organization. @returns `null` if none were entered */
export function getBillingDetails({ pages }: Pick<Deps, "pages">, orgId: string): Promise<BillingDetails | null> {
  return inOrganization(pages, orgId, (tx) => billingDetailsOf(tx, orgId));
}

/**
 * Sets the billing details of an organization, in place of those that are there. Documents that were issued keep theirs.
 * The audit log has the names of the fields that changed. The gateway's customer follows, as due work, and a tax id is
 * verified there.
 * @returns the details; a tax id that is new must be verified before it counts
 * @throws RefusedError `permission_missing`, `organization_closed`
 * @source docs/rules.md#billing-details
 */
export async function setBillingDetails(
  deps: Pick<Deps, "homes" | "ledger" | "books" | "gateway">,
  caller: Caller,
  fields: BillingFields,
): Promise<BillingDetails> {
  const { orgId } = caller;
  const work: DueWork = { orgId, kind: "refresh_account", refId: orgId };
  const { details, dueAt, onTestClock } = await inOrganization(deps.homes.organizations, orgId, async (tx) => {
    const { organization } = await lockAs(tx, caller, "billing:write");
    const before = await billingDetailsOf(tx, orgId);
    const changed = changedFields(before, fields);
    const { onTestClock: isOnClock } = organization;
    if (before !== null && changed.length === 0) return { details: before, dueAt: null, onTestClock: isOnClock };
    const after = changeDetails(before, fields);
    await saveBillingDetails(tx, orgId, before, after);
    await appendAudit(tx, orgId, {
      ...auditedBy(caller),
      action: "billing.details_set",
      target: { type: "organization", id: orgId },
      outcome: "done",
      details: { changed: changed.join(", ") },
    });
    const isTold = deps.gateway !== undefined && (await concernsGateway(tx, orgId, after));
    return { details: after, dueAt: isTold ? await askFor(tx, organization, work) : null, onTestClock: isOnClock };
  });
  if (dueAt === null) return details;
  deps.ledger.announce({ orgIds: [orgId], dueAt: onTestClock ? null : dueAt });
  // No worker runs the due work of an organization on a test clock, and its next advance may be far away.
  if (onTestClock) await refreshAccount(deps, work);
  return onTestClock ? ((await getBillingDetails({ pages: deps.homes.organizations }, orgId)) ?? details) : details;
}

/** Whether the gateway has a customer to change, or a tax id to verify. */
async function concernsGateway(tx: OrganizationsTx, orgId: string, { taxId }: BillingDetails): Promise<boolean> {
  return taxId !== null || (await tx.repository(BillingAccountEntity).existsBy({ orgId }));
}

/** Makes the work due now. @returns when it is due */
async function askFor(tx: OrganizationsTx, organization: LockedOrganization, work: DueWork): Promise<number> {
  const { time, onTestClock } = organization;
  await setDue(tx, { ...work, onTestClock, dueAt: time.getTime() });
  return time.getTime();
}
