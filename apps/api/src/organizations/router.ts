import { createOrganizationInput, organizationAnswer } from "@scrip/contract/organizations";
import { createOrganization } from "@scrip/usecases/organizations/create-organization";
import { platformProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const organizationsRouter = router({
  /** Creates an organization under the owner of the platform key. */
  create: platformProcedure("organizations:write")
    .input(createOrganizationInput)
    .output(organizationAnswer)
    .mutation(async ({ ctx, input }) => {
      const { orgId, clockAt, ...organization } = await createOrganization(ctx.deps, ctx.owner, input);
      return { ...organization, org: orgId, testClock: clockAt };
    }),
});
