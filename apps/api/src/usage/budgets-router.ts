import {
  budgetHistory,
  budgetHistoryInput,
  budgetIdOf,
  budgetInput,
  budgetKeyOf,
  budgetPreview,
  budgetSubjects,
  budgetsAnswer,
  changedBudgetAnswer,
  setBudgetInput,
} from "@scrip/contract/usage/budgets";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { budgetHistory as readHistory } from "@scrip/db/read/usage/budget-history";
import { previewBudget } from "@scrip/db/read/usage/preview-budget";
import { orNotFound } from "@scrip/usecases/missing";
import { listBudgets, budgetSubjects as listSubjects } from "@scrip/usecases/usage/budgets/list-budgets";
import { removeBudget, setBudget } from "@scrip/usecases/usage/budgets/set-budget";
import { orgProcedure, sharedRead } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

/** The budgets of an organization: caps on what a subject may use in a window of time. */
export const budgetsRouter = router({
  /** The budgets with their present windows, the narrowest and shortest first. */
  list: sharedRead("ledger:read", "page")
    .input(organizationInput)
    .output(budgetsAnswer)
    .query(async ({ ctx }) => {
      const budgets = await listBudgets(ctx.deps, ctx.caller.orgId);
      return { budgets: budgets.map((budget) => ({ ...budget, id: budgetIdOf(budget) })) };
    }),

  /** Makes or changes a budget. A new one counts what was used before in its window. */
  set: orgProcedure("budgets:write")
    .input(setBudgetInput)
    .output(changedBudgetAnswer)
    .mutation(async ({ ctx, input }) => {
      const { cap, mode } = input;
      await setBudget(ctx.deps, ctx.caller, { ...budgetKeyOf(input), cap, mode });
      return {};
    }),

  /** Takes a budget away. */
  remove: orgProcedure("budgets:write")
    .input(budgetInput)
    .output(changedBudgetAnswer)
    .mutation(async ({ ctx, input }) => {
      await removeBudget(ctx.deps, ctx.caller, budgetKeyOf(input));
      return {};
    }),

  /** What a budget would count already, if it were made now. */
  preview: orgProcedure("ledger:read", "report")
    .input(budgetInput)
    .output(budgetPreview)
    .query(({ ctx, input }) => previewBudget(ctx.deps.pages, ctx.caller.orgId, budgetKeyOf(input))),

  /** What was used in the windows of a budget, the newest first. */
  history: orgProcedure("ledger:read", "page")
    .input(budgetHistoryInput)
    .output(budgetHistory)
    .query(async ({ ctx, input }) => {
      const { until: before = null, limit, scope, period } = input;
      const page = await readHistory(ctx.deps.pages, ctx.caller.orgId, budgetKeyOf(input), { before, limit });
      return orNotFound(page, `budget of this ${scope} and the period ${period}`);
    }),

  /** The subjects that a budget can have: known labels, and service keys. */
  subjects: orgProcedure("ledger:read", "page")
    .input(organizationInput)
    .output(budgetSubjects)
    .query(({ ctx }) => listSubjects(ctx.deps, ctx.caller.orgId)),
});
