import { changePlanInput, planAnswer, planCommandInput, subscribeInput } from "@scrip/contract/plans";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { cancelPlan, undoPlan } from "@scrip/usecases/plans/cancel-plan";
import { getPlan } from "@scrip/usecases/plans/plan-view";
import { changePlan, subscribe } from "@scrip/usecases/plans/subscribe";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const plansRouter = router({
  /** Where an organization stands with its plan, its periods and its limits. */
  get: orgProcedure("plan:read", "page")
    .input(organizationInput)
    .output(planAnswer)
    .query(({ ctx }) => getPlan(ctx.deps, ctx.caller.orgId)),

  /** Starts a paid plan. A member pays by card first; a platform key starts what is paid outside. */
  subscribe: orgProcedure("plan:write")
    .input(subscribeInput)
    .output(planAnswer)
    .mutation(({ ctx, input }) => subscribe(ctx.deps, ctx.caller, input)),

  /** Changes plan or interval: a higher plan now, anything else when the period ends. */
  change: orgProcedure("plan:write")
    .input(changePlanInput)
    .output(planAnswer)
    .mutation(({ ctx, input }) => changePlan(ctx.deps, ctx.caller, input)),

  /** Ends the subscription when its period ends. */
  cancel: orgProcedure("plan:write")
    .input(planCommandInput)
    .output(planAnswer)
    .mutation(({ ctx, input }) => cancelPlan(ctx.deps, ctx.caller, input)),

  /** Takes back a scheduled change or cancellation. */
  undo: orgProcedure("plan:write")
    .input(planCommandInput)
    .output(planAnswer)
    .mutation(({ ctx, input }) => undoPlan(ctx.deps, ctx.caller, input)),
});
