import type { ChargesPaid, PaidCursor } from "@scrip/db/read/lineage/grant-charges";
import { type GrantLineage, grantLineage } from "@scrip/db/read/lineage/grant-lineage";
import type { Deps } from "../deps.ts";
import { orNotFound } from "../missing.ts";
import { type GrantStatus, grantStatus } from "./grant-status.ts";

/** A grant, where its credit is now, and a page of the charges that it paid. */
export interface GrantTrace extends GrantStatus, ChargesPaid, Pick<GrantLineage, "issued"> {}

/**
 * Traces a grant to the charges that it paid, directly or through their debts, and to the rest of its credit.
 * @throws OrganizationMissing; RefusedError `not_found`
 * @source docs/rules.md#lineage
 */
export async function traceGrant(
  deps: Deps,
  orgId: string,
  grantId: string,
  page: { readonly before: PaidCursor | null; readonly limit: number },
): Promise<GrantTrace> {
  const found = orNotFound(await grantLineage(deps.pages, orgId, grantId, page), `credit grant_${grantId}`);
  const { grant, now, ...rest } = found;
  return { ...rest, ...grantStatus(grant, now) };
}
