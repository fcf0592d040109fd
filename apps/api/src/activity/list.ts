import { activityPage, listActivityInput } from "@scrip/contract/activity";
import { listActivity } from "@scrip/usecases/activity/list-activity";
import { orgProcedure } from "../trpc/procedure.ts";
import { lineOnWire } from "./line.ts";

export const list = orgProcedure("ledger:read")
  .input(listActivityInput)
  .output(activityPage)
  .query(async ({ ctx, input: { org: _org, before, limit, ...filter } }) => {
    const { lines, next } = await listActivity(ctx.deps, ctx.caller.orgId, filter, { before, limit });
    return { lines: lines.map(lineOnWire), next };
  });
