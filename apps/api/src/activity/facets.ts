import { activityFacets } from "@scrip/contract/activity";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { listActivityFacets } from "@scrip/usecases/activity/list-activity-facets";
import { orgProcedure } from "../trpc/procedure.ts";

export const facets = orgProcedure("ledger:read")
  .input(organizationInput)
  .output(activityFacets)
  .query(async ({ ctx }) => {
    const { projects, members, resources } = await listActivityFacets(ctx.deps, ctx.caller.orgId);
    return { projects: [...projects], members: [...members], resources: [...resources] };
  });
