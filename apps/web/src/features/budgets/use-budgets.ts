import { type Query, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useOrg } from "../../data/org.ts";
import { type Answers, trpc } from "../../data/trpc.ts";

export type Budget = Answers["budgets"]["list"]["budgets"][number];
export type BudgetScope = Budget["scope"];
export type BudgetPeriod = Budget["period"];

/** The name of a budget in calls. */
export interface BudgetName {
  readonly scope: BudgetScope;
  readonly id?: string;
  readonly period: BudgetPeriod;
}

/** The name of a listed budget in calls. */
export const nameOf = ({ scope, id, period }: Budget): BudgetName => ({ scope, period, ...(id !== null && { id }) });

/** The budgets of the organization in the address. What is used follows the live stream. */
export function useBudgets() {
  const org = useOrg();
  return useQuery(trpc.budgets.list.queryOptions({ org: org.id }, { meta: { live: true } }));
}

/** Returns a function that loads everything about budgets again, after a change. */
export function useBudgetsChanged(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ predicate: isOfBudgets }), [client]);
}

/** The first part of a key is the path of the procedure, such as `["budgets", "list"]`. */
function isOfBudgets({ queryKey: [path] }: Pick<Query, "queryKey">): boolean {
  return Array.isArray(path) && path[0] === "budgets";
}

/** The projects, members and service keys that are known. */
export function useSubjects() {
  const org = useOrg();
  return useQuery(trpc.budgets.subjects.queryOptions({ org: org.id }));
}

/** What a budget would count already; nothing is asked without a name. */
export function usePreview(name: BudgetName | null) {
  const org = useOrg();
  return useQuery({
    ...trpc.budgets.preview.queryOptions({ org: org.id, ...(name ?? { scope: "organization", period: "day" }) }),
    enabled: name !== null,
  });
}

/** The windows of a budget, the newest first. */
export function useHistory(name: BudgetName) {
  const org = useOrg();
  return useQuery(trpc.budgets.history.queryOptions({ org: org.id, ...name, limit: 62 }));
}
