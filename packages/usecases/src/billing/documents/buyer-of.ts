import { billingDetailsOf } from "@scrip/db/billing";
import type { OrganizationsTx } from "@scrip/db/connection";
import { OrganizationEntity } from "@scrip/db/organizations";
import { addressLines, type BillingDetails } from "@scrip/domain/billing/details";
import type { Buyer } from "@scrip/domain/billing/documents";
import type { GatewayBuyer } from "@scrip/domain/billing/gateway";

/** Who buys, for documents and for the gateway. */
export interface BuyerOf {
  readonly buyer: Buyer;
  readonly atGateway: GatewayBuyer;
}

/**
 * The buyer that an organization is now: its billing details, or its name alone.
 * @source docs/rules.md#billing-details
 */
export async function buyerOf(tx: OrganizationsTx, orgId: string): Promise<BuyerOf> {
  const details = await billingDetailsOf(tx, orgId);
  if (details !== null) return { buyer: onDocuments(details), atGateway: atGateway(details) };
  const { name } = await tx.repository(OrganizationEntity).findOneByOrFail({ orgId });
  return {
    buyer: { name, address: [], country: null, taxId: null },
    atGateway: { name, email: null, address: null },
  };
}

function onDocuments(details: BillingDetails): Buyer {
  const { name, country, taxId, taxIdState } = details;
  const id = taxId === null || taxIdState === null ? null : { text: taxId, state: taxIdState };
  return { name, address: addressLines(details), country, taxId: id };
}

function atGateway(details: BillingDetails): GatewayBuyer {
  const { name, email, line1, line2, postalCode, city, region, country } = details;
  return { name, email, address: { line1, line2, postalCode, city, region, country } };
}
