import { activityFacets, organizationInput } from "@scrip/contract";
import { listActivityFacets } from "@scrip/usecases";
import { orgProcedure } from "../trpc/procedure.ts";

export const facets = orgProcedure("ledger:read")
  .input(organizationInput)
  .output(activityFacets)
  .query(async ({ ctx }) => {
    const { projects, members, resources } = await listActivityFacets(ctx.deps, ctx.caller.orgId);
    return { projects: [...projects], members: [...members], resources: [...resources] };
  });
