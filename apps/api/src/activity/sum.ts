import { activitySum, sumActivityInput } from "@scrip/contract/activity";
import { sumActivity } from "@scrip/usecases/activity/sum-activity";
import { orgProcedure } from "../trpc/procedure.ts";

export const sum = orgProcedure("ledger:read")
  .input(sumActivityInput)
  .output(activitySum)
  .query(async ({ ctx, input: { org: _org, ...filter } }) => {
    const { count, added, used, expired, revoked } = await sumActivity(ctx.deps, ctx.caller.orgId, filter);
    return {
      count,
      added: String(added),
      used: String(used),
      expired: String(expired),
      revoked: String(revoked),
    };
  });
