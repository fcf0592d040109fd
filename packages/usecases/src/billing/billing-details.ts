import { appendAudit } from "@scrip/db/access";
import { billingDetailsOf, saveBillingDetails } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import { type BillingDetails, type BillingFields, changeDetails, changedFields } from "@scrip/domain/billing/details";
import { auditedBy } from "../access/audited-by.ts";
import type { Caller, Deps } from "../deps.ts";
import { lockAs } from "../lock-as.ts";

/** The billing details of an organization. @returns `null` if none were entered */
export function getBillingDetails({ pages }: Pick<Deps, "pages">, orgId: string): Promise<BillingDetails | null> {
  return inOrganization(pages, orgId, (tx) => billingDetailsOf(tx, orgId));
}

/**
 * Sets the billing details of an organization, in place of those that are there. Documents that were issued keep theirs.
 * The audit log has the names of the fields that changed.
 * @returns the details; a tax id that is new must be verified before it counts
 * @throws RefusedError `permission_missing`, `organization_closed`
 * @source docs/rules.md#billing-details
 */
export function setBillingDetails(
  { homes }: Pick<Deps, "homes">,
  caller: Caller,
  fields: BillingFields,
): Promise<BillingDetails> {
  const { orgId } = caller;
  return inOrganization(homes.organizations, orgId, async (tx) => {
    await lockAs(tx, caller, "billing:write");
    const before = await billingDetailsOf(tx, orgId);
    const changed = changedFields(before, fields);
    if (before !== null && changed.length === 0) return before;
    const after = changeDetails(before, fields);
    await saveBillingDetails(tx, orgId, before, after);
    await appendAudit(tx, orgId, {
      ...auditedBy(caller),
      action: "billing.details_set",
      target: { type: "organization", id: orgId },
      outcome: "done",
      details: { changed: changed.join(", ") },
    });
    return after;
  });
}
