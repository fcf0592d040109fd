import { appendAudit } from "@scrip/db/access";
import { billingDetailsOf, saveBillingDetails } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import type { BillingDetails, TaxIdState } from "@scrip/domain/billing/details";
import { auditedBy } from "../../access/audited-by.ts";
import { lockAs } from "../../lock-as.ts";
import { audited, type ChangeDeps, type OrganizationChange } from "../../operators/change-organization.ts";
import type { OperatorCaller } from "../../operators/operator-caller.ts";
import { refused } from "../../refused.ts";

/** What an operator found out about the tax id of an organization. */
export interface TaxIdChange extends OrganizationChange {
  /** The tax id that was looked up: another one may have been entered meanwhile. */
  readonly taxId: string;
  readonly state: Exclude<TaxIdState, "pending">;
}

/**
 * Says whether the tax office knows the tax id of an organization. From then on the tax of its payments follows from it.
 * Both audit logs keep it.
 * @throws RefusedError `operators_only`, `tax_id_changed`, `organization_closed`
 * @throws OrganizationMissing
 * @source docs/rules.md#billing-details
 */
export function setTaxIdState(
  deps: ChangeDeps,
  operator: OperatorCaller,
  { taxId, state, ...change }: TaxIdChange,
): Promise<BillingDetails> {
  const kept = { action: "billing.tax_id_set", details: { state } } as const;
  return audited(deps, operator, { ...change, ...kept }, (caller) =>
    inOrganization(deps.homes.organizations, caller.orgId, async (tx) => {
      const { orgId } = caller;
      await lockAs(tx, caller, "billing:write");
      const before = await billingDetailsOf(tx, orgId);
      if (before?.taxId !== taxId)
        throw refused("tax_id_changed", "The organization has another tax id now. Look at it again.");
      const after = { ...before, taxIdState: state };
      await saveBillingDetails(tx, orgId, before, after);
      await appendAudit(tx, orgId, {
        ...auditedBy(caller),
        action: "billing.tax_id_set",
        target: { type: "organization", id: orgId },
        outcome: "done",
        reason: change.reason,
        details: { state },
      });
      return after;
    }),
  );
}
