import { burnAnswer, burnInput, overviewAnswer } from "@scrip/contract/overview";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { getBurn } from "@scrip/usecases/overview/get-burn";
import { getOverview } from "@scrip/usecases/overview/get-overview";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const overviewRouter = router({
  /** The organization at a glance. */
  get: orgProcedure("ledger:read")
    .input(organizationInput)
    .output(overviewAnswer)
    .query(({ ctx }) => getOverview(ctx.deps, ctx.caller.orgId)),

  /** Credit by day, behind and ahead. */
  burn: orgProcedure("ledger:read")
    .input(burnInput)
    .output(burnAnswer)
    .query(({ ctx, input }) => getBurn(ctx.deps, ctx.caller.orgId, input.zone)),
});
