import type { BillingDetails } from "@scrip/domain/billing/details";
import type { OrganizationsTx } from "../connection/home-source.ts";
import { BillingDetailsEntity } from "./billing-details.entity.ts";

/** The billing details of an organization. @returns `null` if none were entered */
export async function billingDetailsOf(tx: OrganizationsTx, orgId: string): Promise<BillingDetails | null> {
  const row = await tx.repository(BillingDetailsEntity).findOneBy({ orgId });
  if (row === null) return null;
  const { orgId: _, ...details } = row;
  return details;
}

/** Writes the billing details of an organization, in place of those of `before`. The organization is locked. */
export async function saveBillingDetails(
  tx: OrganizationsTx,
  orgId: string,
  before: BillingDetails | null,
  after: BillingDetails,
): Promise<void> {
  const rows = tx.repository(BillingDetailsEntity);
  if (before === null) await rows.insert({ orgId, ...after });
  else await rows.update({ orgId }, after);
}
