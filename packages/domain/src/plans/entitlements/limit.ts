import { ok, type Result, refuse } from "../../result/result.ts";
import { type EntitlementTerms, entitlementOf } from "./entitlement-of.ts";

/** What a plan's limit does not allow, and the plan that would. */
export interface LimitReached {
  readonly entitlement: string;
  readonly limit: number;
  readonly used: number;
  /** The first plan of the catalog that allows one more; `null` if none does. */
  readonly plan: string | null;
}

/**
 * Finds the limit of an organization, by its contract or its plan.
 * @returns a whole number, or `"unlimited"`: also for a catalog that has no such limit, or no such plan any more
 * @source docs/rules.md#limits-of-plans
 */
export function limitOf(terms: EntitlementTerms, entitlement: string): number | "unlimited" {
  const value = entitlementOf(terms, entitlement);
  return typeof value === "number" ? value : "unlimited";
}

/**
 * Checks that an organization may have one more of a counted entitlement. A limit binds only on new things: what is there
 * already stays, also above the limit.
 * @param used the number of things that count already
 * @source docs/rules.md#limits-of-plans
 */
export function checkOneMore(terms: EntitlementTerms, entitlement: string, used: number): Result<null, LimitReached> {
  const { catalog } = terms;
  const limit = limitOf(terms, entitlement);
  if (limit === "unlimited" || used < limit) return ok(null);
  const larger = catalog.planOrder.find((plan) => {
    const allowed = limitOf({ catalog, plan, overrides: {} }, entitlement);
    return allowed === "unlimited" || used < allowed;
  });
  return refuse({ entitlement, limit, used, plan: larger ?? null });
}
