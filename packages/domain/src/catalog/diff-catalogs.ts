import type { Catalog } from "./catalog.ts";
import { diffLimits } from "./diff-limits.ts";
import { diffPlans } from "./diff-plans.ts";
import { diffPolicies } from "./diff-policies.ts";
import { diffResources } from "./diff-resources.ts";
import type { CatalogChange } from "./difference.ts";
import { changed, WHOM } from "./difference.ts";

/**
 * Says what changes from one catalog to another, and for whom. Running subscriptions and open jobs keep the version with
 * which they began, so no change is about them.
 * @returns the changes in the order of the catalog: plans, resources, policies, limits; none if both have the same text
 * @source docs/rules.md#catalog-changes
 */
export function diffCatalogs(before: Catalog, after: Catalog): readonly CatalogChange[] {
  return [
    ...changed("name", before.name, after.name, (old, now) => ({
      what: `The catalog is named ${now}, before ${old}.`,
      whom: WHOM.nobody,
    })),
    ...diffPlans(before, after),
    ...diffResources(before, after),
    ...diffPolicies(before, after),
    ...diffLimits(before, after),
  ];
}
