import { creditByDayAnswer, creditByDayInput, overviewAnswer } from "@scrip/contract/overview";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { getCreditByDay } from "@scrip/usecases/overview/get-credit-by-day";
import { getOverview } from "@scrip/usecases/overview/get-overview";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const overviewRouter = router({
  /** The organization at a glance. */
  get: orgProcedure("ledger:read")
    .input(organizationInput)
    .output(overviewAnswer)
    .query(({ ctx }) => getOverview(ctx.deps, ctx.caller.orgId)),

  /** Credit by day, in the past and in the forecast. */
  burn: orgProcedure("ledger:read")
    .input(creditByDayInput)
    .output(creditByDayAnswer)
    .query(({ ctx, input }) => getCreditByDay(ctx.deps, ctx.caller.orgId, input.zone)),
});
