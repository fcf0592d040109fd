import { compileCatalog, type EntitlementValue } from "../../catalog/index.ts";
import { countedBy } from "./counted.ts";
import { type EntitlementTerms, entitlementOf } from "./entitlement-of.ts";

/** The value of an entitlement for an organization. */
export interface EntitlementState {
  readonly entitlement: string;
  readonly title: string;
  readonly kind: "feature" | "limit" | "choice";
  readonly value: EntitlementValue;
  readonly counted: "by_platform" | "by_scrip" | null;
  /** How many there are; `null` for what nobody counts. */
  readonly used: number | null;
  readonly isByContract: boolean;
}

/** Whether an organization may do something now. */
export interface EntitlementCheck extends EntitlementState {
  readonly isAllowed: boolean;
  /** The first plan that allows it; `null` if it is allowed, or if no plan allows it. */
  readonly neededPlan: string | null;
}

/**
 * Reads the value of an entitlement.
 * @param used how many there are, of a counted limit
 * @returns `null` if the catalog has no such entitlement
 * @source docs/rules.md#entitlements
 */
export function entitlementState(terms: EntitlementTerms, entitlement: string, used: number): EntitlementState | null {
  const { catalog, overrides } = terms;
  const found = Object.hasOwn(catalog.entitlements, entitlement) ? catalog.entitlements[entitlement] : undefined;
  if (found === undefined) return null;
  const { kind, title } = found;
  const counted = countedBy(catalog, entitlement);
  return {
    entitlement,
    title,
    kind,
    // Without the plan in its catalog, an organization has no feature, and no limit binds it.
    value: entitlementOf(terms, entitlement) ?? (kind === "limit" ? "unlimited" : false),
    counted,
    used: counted === null ? null : used,
    isByContract: Object.hasOwn(overrides, entitlement),
  };
}

/**
 * Checks whether an organization may have `count` more of an entitlement, or use a feature. An included amount and a
 * choice allow everything: the one is charged above, the other is a word to look at.
 * @param used how many there are, of a counted limit
 * @returns `null` if the catalog has no such entitlement
 * @source docs/rules.md#entitlements
 */
export function checkEntitlement(
  terms: EntitlementTerms,
  entitlement: string,
  { used, count }: { readonly used: number; readonly count: number },
): EntitlementCheck | null {
  const state = entitlementState(terms, entitlement, used);
  if (state === null) return null;
  const isEnough = (value: EntitlementValue | undefined): boolean =>
    state.kind === "feature" ? value === true : state.counted === null || allows(value, used + count);
  const isAllowed = isEnough(state.value);
  const { plans } = compileCatalog(terms.catalog);
  const larger = terms.catalog.planOrder.find((plan) => isEnough(plans.get(plan)?.entitlements.get(entitlement)));
  return { ...state, isAllowed, neededPlan: isAllowed ? null : (larger ?? null) };
}

function allows(value: EntitlementValue | undefined, wanted: number): boolean {
  return typeof value === "number" ? wanted <= value : true;
}
