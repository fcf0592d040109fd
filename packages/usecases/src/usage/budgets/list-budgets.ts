import { listServiceKeysOf } from "@scrip/db/access";
import { activityFacets } from "@scrip/db/read/activity/activity-facets";
import { type ListedBudget, listBudgets as readBudgets } from "@scrip/db/read/usage/list-budgets";
import type { Deps } from "../../deps.ts";

/** A budget, and the name of its service key if the organization has that key. */
export interface NamedBudget extends ListedBudget {
  readonly name: string | null;
}

/** The subjects of an organization that a budget can have. */
export interface BudgetSubjects {
  readonly projects: readonly string[];
  readonly members: readonly string[];
  readonly keys: readonly { readonly key: string; readonly name: string }[];
}

/** The most keys whose names are read. */
const MOST_KEYS = 200;

/**
 * Lists the budgets of an organization, the narrowest and shortest first, each with its present window.
 * @throws OrganizationMissing
 * @source docs/rules.md#budgets
 */
export async function listBudgets(
  { homes, pages }: Pick<Deps, "homes" | "pages">,
  orgId: string,
): Promise<NamedBudget[]> {
  const [budgets, keys] = await Promise.all([
    readBudgets(pages, orgId),
    listServiceKeysOf(homes.platform, orgId, MOST_KEYS),
  ]);
  const names = new Map(keys.map(({ id, name }) => [id, name]));
  return budgets.map((budget) => ({
    ...budget,
    name: budget.scope === "key" ? (names.get(budget.ref) ?? null) : null,
  }));
}

/**
 * Lists the subjects that are known: the labels of entries, and the keys that are not revoked.
 * @throws OrganizationMissing
 * @source docs/rules.md#budgets
 */
export async function budgetSubjects(
  { homes, pages }: Pick<Deps, "homes" | "pages">,
  orgId: string,
): Promise<BudgetSubjects> {
  const [{ projects, members }, keys] = await Promise.all([
    activityFacets(pages, orgId),
    listServiceKeysOf(homes.platform, orgId, MOST_KEYS),
  ]);
  const valid = keys.filter(({ revokedAt }) => revokedAt === null).map(({ id, name }) => ({ key: id, name }));
  return { projects, members, keys: valid };
}
