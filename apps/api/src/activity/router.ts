import {
  activityExplanation,
  activityFacets,
  activityPage,
  activitySum,
  explainActivityInput,
  listActivityInput,
  sumActivityInput,
} from "@scrip/contract/activity";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { activityFacets as readFacets } from "@scrip/db/read/activity/activity-facets";
import { listActivity } from "@scrip/db/read/activity/list-activity";
import { explainActivity } from "@scrip/usecases/activity/explain-activity";
import { sumActivity } from "@scrip/usecases/activity/sum-activity";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const activityRouter = router({
  /** A page of the organization's activities, newest first. */
  list: orgProcedure("ledger:read")
    .input(listActivityInput)
    .output(activityPage)
    .query(({ ctx, input: { org: _org, before, limit, ...filter } }) =>
      listActivity(ctx.deps.homes.organizations, ctx.caller.orgId, filter, { before, limit }),
    ),

  /** The sums of the filtered activities. */
  sum: orgProcedure("ledger:read")
    .input(sumActivityInput)
    .output(activitySum)
    .query(({ ctx, input: { org: _org, ...filter } }) => sumActivity(ctx.deps, ctx.caller.orgId, filter)),

  /** The labels to filter activities by. */
  facets: orgProcedure("ledger:read")
    .input(organizationInput)
    .output(activityFacets)
    .query(({ ctx }) => readFacets(ctx.deps.homes.organizations, ctx.caller.orgId)),

  /** Everything that is known about one entry. */
  explain: orgProcedure("ledger:read")
    .input(explainActivityInput)
    .output(activityExplanation)
    .query(({ ctx, input }) => explainActivity(ctx.deps, ctx.caller.orgId, input.seq)),
});
