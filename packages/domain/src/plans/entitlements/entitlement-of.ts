import { type Catalog, compileCatalog, type EntitlementValue } from "../../catalog/index.ts";

/** What an organization's plan allows: the plan of its catalog version, and the values of a contract in force. */
export interface EntitlementTerms {
  readonly catalog: Catalog;
  readonly plan: string;
  /** Values of the contract in force, by entitlement. */
  readonly overrides: Readonly<Record<string, EntitlementValue>>;
}

/**
 * The value of an entitlement: the contract's in force, else the plan's.
 * @returns `undefined` if the catalog has no such entitlement, or no such plan any more
 * @source docs/rules.md#entitlements
 */
export function entitlementOf(
  { catalog, plan, overrides }: EntitlementTerms,
  entitlement: string,
): EntitlementValue | undefined {
  if (Object.hasOwn(overrides, entitlement)) return overrides[entitlement];
  return compileCatalog(catalog).plans.get(plan)?.entitlements.get(entitlement);
}
