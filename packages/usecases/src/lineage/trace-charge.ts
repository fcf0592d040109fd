import { type ChargeLineage, chargeLineage } from "@scrip/db/read/lineage/charge-lineage";
import type { Deps } from "../deps.ts";
import { organizationNotFound, RequestRefused } from "../refused.ts";

/**
 * From a charge to the grants that paid it: out of its hold, from free credit, and later through its debt.
 * @throws Refused `organization_not_found`; RequestRefused `not_found`
 * @source DESIGN 3: "Lineage both ways"
 */
export async function traceCharge(deps: Deps, orgId: string, chargeId: string): Promise<ChargeLineage> {
  const found = await chargeLineage(deps.app, orgId, chargeId);
  if (found === "organization_not_found") throw organizationNotFound(orgId);
  if (found === "charge_not_found")
    throw new RequestRefused("not_found", `The organization has no charge charge_${chargeId}.`);
  return found;
}
