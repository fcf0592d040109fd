import { compileCatalog } from "../../catalog/index.ts";
import { ok, type Result, refuse } from "../../result/result.ts";
import { type EntitlementTerms, entitlementOf } from "./entitlement-of.ts";

/** A feature that a plan does not have, and the plan that would. */
export interface NotInPlan {
  readonly entitlement: string;
  readonly plan: string;
  /** The first plan of the catalog that has the feature; `null` if none does. */
  readonly needed: string | null;
}

/**
 * Checks that an organization has a feature, by its contract or its plan. A catalog without the feature has it on no plan.
 * @source docs/rules.md#limits-of-plans
 */
export function checkFeature(terms: EntitlementTerms, entitlement: string): Result<null, NotInPlan> {
  const { catalog, plan } = terms;
  if (entitlementOf(terms, entitlement) === true) return ok(null);
  const { plans } = compileCatalog(catalog);
  const has = (each: string): boolean => plans.get(each)?.entitlements.get(entitlement) === true;
  return refuse({ entitlement, plan, needed: catalog.planOrder.find(has) ?? null });
}
