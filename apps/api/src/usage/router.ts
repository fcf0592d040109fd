import { sumUsageInput, usageSums } from "@scrip/contract/usage/sums";
import { sumUsage } from "@scrip/db/read/usage/sum-usage";
import { usageGroups } from "@scrip/domain/usage/sums";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const usageRouter = router({
  /** Usage by resource, project or member, and by day. */
  sum: orgProcedure("ledger:read", "report")
    .input(sumUsageInput)
    .output(usageSums)
    .query(async ({ ctx, input: { org: _org, by, days, most, ...filter } }) =>
      usageGroups(await sumUsage(ctx.deps.pages, ctx.caller.orgId, filter, { by, days }), days.length, most),
    ),
});
