import { appendAudit } from "@scrip/db/access";
import { billingDetailsOf, saveBillingDetails } from "@scrip/db/billing";
import { inOrganization, retrying } from "@scrip/db/connection";
import { lockOrganization } from "@scrip/db/organizations";
import type { BillingDetails, TaxIdState } from "@scrip/domain/billing/details";
import { FROM_WITHIN } from "../../deps.ts";
import { accountOf, ensureAccount } from "../account/ensure-account.ts";
import { type AttemptDeps, requireGateway } from "../attempts/attempt-deps.ts";
import { buyerOf } from "../documents/buyer-of.ts";

/**
 * Brings the gateway's customer to the billing details of an organization, and writes what the tax office says of the tax
 * id. The gateway asks the tax office; its answer may come days later, by an event. Only a tax id that is `pending` moves:
 * what an operator said stands. Safe to repeat and to run twice at once.
 * @throws GatewayError
 * @throws TransientError if the gateway does not answer while it makes the customer
 * @source docs/rules.md#billing-details
 */
export async function verifyTaxId(deps: AttemptDeps, orgId: string): Promise<void> {
  const { customers } = requireGateway(deps);
  const { details, atGateway } = await inOrganization(deps.homes.organizations, orgId, async (tx) => ({
    details: await billingDetailsOf(tx, orgId),
    ...(await buyerOf(tx, orgId)),
  }));
  if (details === null) return;
  const { taxId, country } = details;
  const known = await accountOf(deps, orgId);
  // Without a tax id there is nothing to ask, and the first payment makes the customer.
  if (known === null && taxId === null) return;
  const { customer } = known ?? (await ensureAccount(deps, orgId));
  await customers.update(customer, atGateway);
  const state = await customers.setTaxId(customer, taxId === null ? null : { country, value: taxId });
  if (state === "verified" || state === "unverified") await write(deps, orgId, details, state);
}

/** Writes the tax office's answer, unless another tax id was entered or an operator was faster. */
async function write(
  { homes }: AttemptDeps,
  orgId: string,
  { taxId, country }: BillingDetails,
  state: TaxIdState,
): Promise<void> {
  await retrying(() =>
    inOrganization(homes.organizations, orgId, async (tx) => {
      await lockOrganization(tx, orgId);
      const before = await billingDetailsOf(tx, orgId);
      if (before?.taxId !== taxId || before.country !== country || before.taxIdState !== "pending") return;
      await saveBillingDetails(tx, orgId, before, { ...before, taxIdState: state });
      await appendAudit(tx, orgId, {
        actor: { type: "system", id: null },
        action: "billing.tax_id_set",
        target: { type: "organization", id: orgId },
        outcome: "done",
        from: FROM_WITHIN,
        details: { state },
      });
    }),
  );
}
