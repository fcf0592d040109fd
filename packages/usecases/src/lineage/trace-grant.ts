import type { ChargesPaid, PaidCursor } from "@scrip/db/read/lineage/grant-charges";
import { type GrantLineage, grantLineage } from "@scrip/db/read/lineage/grant-lineage";
import type { Deps } from "../deps.ts";
import { orNotFound } from "../missing.ts";
import { type GrantSeen, grantSeen } from "./grant-seen.ts";

/** A grant, where its credit is now, and a page of the charges that it paid. */
export interface GrantTraced extends GrantSeen, ChargesPaid, Pick<GrantLineage, "issued"> {}

/**
 * From a grant to the charges that it paid, debts of charges among them; and what became of the rest.
 * @throws OrganizationMissing; RefusedError `not_found`
 * @source docs/rules.md#lineage
 */
export async function traceGrant(
  deps: Deps,
  orgId: string,
  grantId: string,
  page: { readonly before: PaidCursor | null; readonly limit: number },
): Promise<GrantTraced> {
  const found = orNotFound(
    await grantLineage(deps.homes.organizations, orgId, grantId, page),
    `credit grant_${grantId}`,
  );
  const { grant, now, ...rest } = found;
  return { ...rest, ...grantSeen(grant, now) };
}
