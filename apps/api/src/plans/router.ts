import {
  changePlanInput,
  planAnswer,
  planCommandInput,
  quotePlanAnswer,
  quotePlanInput,
  subscribeInput,
} from "@scrip/contract/plans";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { abandonPayment } from "@scrip/usecases/billing/plans/abandon-payment";
import { payAgain } from "@scrip/usecases/billing/plans/pay-again";
import { quotePlan } from "@scrip/usecases/billing/plans/quote-plan";
import type { Caller } from "@scrip/usecases/deps";
import { cancelPlan, undoPlan } from "@scrip/usecases/plans/cancel-plan";
import { getPlan } from "@scrip/usecases/plans/plan-view";
import { changePlan, subscribe } from "@scrip/usecases/plans/subscribe";
import type { Context } from "../trpc/context.ts";
import { orgProcedure } from "../trpc/procedure.ts";
import { requestOf } from "../trpc/request.ts";
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
    .mutation(({ ctx, input }) => subscribe(ctx.deps, ctx.caller, { ...input, origin: pageOrigin(ctx) })),

  /** Changes plan or interval: a higher plan now, anything else when the period ends. */
  change: orgProcedure("plan:write")
    .input(changePlanInput)
    .output(planAnswer)
    .mutation(({ ctx, input }) => changePlan(ctx.deps, ctx.caller, { ...input, origin: pageOrigin(ctx) })),

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

  /** What a period of a plan costs, with tax, and how it would be paid. */
  quote: orgProcedure("plan:read", "look")
    .input(quotePlanInput)
    .output(quotePlanAnswer)
    .query(({ ctx, input }) => quotePlan(ctx.deps, ctx.caller.orgId, input)),

  /** Gives up the payment page of a plan, so that another payment is possible. */
  abandonPayment: orgProcedure("plan:write")
    .input(organizationInput)
    .output(planAnswer)
    .mutation(({ ctx }) => abandonPayment(ctx.deps, ctx.caller)),

  /** Tries the failed payment of the running period at once. */
  payAgain: orgProcedure("plan:write")
    .input(organizationInput)
    .output(planAnswer)
    .mutation(({ ctx }) => payAgain(ctx.deps, ctx.caller)),
});

/** The origin of this server in the browser of a member, who pays on a page; services pay otherwise. */
function pageOrigin(ctx: Context & { readonly caller: Caller }): string | null {
  return ctx.caller.actor.type === "member" ? requestOf(ctx).linkOrigin() : null;
}
