import { inOrganization } from "@scrip/db/connection";
import { checkFeature } from "@scrip/domain/plans/feature";
import type { Deps } from "../deps.ts";
import { requireStanding, termsOf } from "../plans/entitlements/read-entitlements.ts";
import { refused } from "../refused.ts";

type PlanDeps = Pick<Deps, "homes" | "books">;

/**
 * Requires that the plan of an organization has single sign-on.
 * @throws RefusedError `not_in_plan`
 * @source docs/sso.md#plans
 */
export async function requireSso(deps: PlanDeps, orgId: string): Promise<void> {
  const allowed = await ssoInPlan(deps, orgId);
  if (allowed.ok) return;
  const { needed } = allowed.error;
  const hint = needed === null ? "" : ` The plan "${needed}" does.`;
  throw refused("not_in_plan", `Your plan does not include single sign-on.${hint}`, allowed.error);
}

/** Whether the plan of an organization has single sign-on, and if not, the first plan that has it. */
export async function ssoInPlan(deps: PlanDeps, orgId: string): Promise<ReturnType<typeof checkFeature>> {
  const standing = await inOrganization(deps.homes.organizations, orgId, (tx) => requireStanding(tx, orgId));
  return checkFeature(await termsOf(deps.books, standing), "sso");
}
