import { checkEntitlement } from "./check.ts";
import type { EntitlementTerms } from "./entitlement-of.ts";

/** A change of the number of things that a limit counts. */
export interface CountChange {
  readonly operation: "use" | "release";
  readonly entitlement: string;
  /** How many, above zero. */
  readonly count: number;
}

/** The outcome of a change. */
export interface CountOutcome {
  readonly outcome: "done" | "limit_reached" | "not_in_use";
  /** What is allowed; `null` for any number. */
  readonly most: number | null;
  /** The number after it; it stays as it was if the change is refused. */
  readonly used: number;
  /** The first plan that would have allowed it. */
  readonly neededPlan: string | null;
}

/**
 * Decides a change of a counted limit. The limit binds on new things only: what is there already stays, and can be
 * released, also above the limit.
 * @param used how many there are
 * @source docs/rules.md#entitlements
 */
export function changeCount(terms: EntitlementTerms, change: CountChange, used: number): CountOutcome {
  const { operation, entitlement, count } = change;
  const check = checkEntitlement(terms, entitlement, { used, count });
  const most = typeof check?.value === "number" ? check.value : null;
  const base = { most, used, neededPlan: null };
  if (operation === "release")
    return count > used ? { ...base, outcome: "not_in_use" } : { ...base, outcome: "done", used: used - count };
  if (check !== null && !check.isAllowed) return { ...base, outcome: "limit_reached", neededPlan: check.neededPlan };
  return { ...base, outcome: "done", used: used + count };
}
