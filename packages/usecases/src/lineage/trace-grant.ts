import type { ChargesPaid, PaidCursor } from "@scrip/db/read/lineage/grant-charges";
import { type GrantLineage, grantLineage } from "@scrip/db/read/lineage/grant-lineage";
import type { Deps } from "../deps.ts";
import { organizationNotFound, RequestRefused } from "../refused.ts";
import { type GrantSeen, grantSeen } from "./grant-seen.ts";

/** A grant, where its credit is now, and a page of the charges that it paid. */
export interface GrantTraced extends ChargesPaid, Pick<GrantLineage, "issued"> {
  readonly grant: GrantSeen;
}

/**
 * From a grant to the charges that it paid, debts of charges among them; and what became of the rest.
 * @throws Refused `organization_not_found`; RequestRefused `not_found`
 * @source DESIGN 3: "Lineage both ways"
 */
export async function traceGrant(
  deps: Deps,
  orgId: string,
  grantId: string,
  page: { readonly before: PaidCursor | null; readonly limit: number },
): Promise<GrantTraced> {
  const found = await grantLineage(deps.app, orgId, grantId, page);
  if (found === "organization_not_found") throw organizationNotFound(orgId);
  if (found === "grant_not_found")
    throw new RequestRefused("not_found", `The organization has no credit grant_${grantId}.`);
  const { grant, now, ...rest } = found;
  return { ...rest, grant: grantSeen(grant, now) };
}
