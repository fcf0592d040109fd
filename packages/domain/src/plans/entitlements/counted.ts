import { type Catalog, compileCatalog } from "../../catalog/index.ts";

/** The entitlement that Scrip counts itself: members and open invitations. */
export const MEMBERS = "members";

/**
 * Who counts the things of an entitlement: the platform by `use` and `release`, Scrip itself (`members`), or nobody. A
 * limit that a resource names as its included amount is not counted: usage above it is charged.
 * @source docs/rules.md#entitlements
 */
export function countedBy(catalog: Catalog, entitlement: string): "by_platform" | "by_scrip" | null {
  const found = Object.hasOwn(catalog.entitlements, entitlement) ? catalog.entitlements[entitlement] : undefined;
  if (found?.kind !== "limit") return null;
  if (entitlement === MEMBERS) return "by_scrip";
  const isIncluded = [...compileCatalog(catalog).resources.values()].some(
    ({ includedBy }) => includedBy === entitlement,
  );
  return isIncluded ? null : "by_platform";
}
