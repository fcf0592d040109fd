import { createOrganizationInput, organizationAnswer } from "@scrip/contract";
import { createOrganization } from "@scrip/usecases";
import { platformProcedure } from "../trpc/procedure.ts";

export const create = platformProcedure("organizations:write")
  .input(createOrganizationInput)
  .output(organizationAnswer)
  .mutation(async ({ ctx, input }) => {
    const { orgId, name, createdAt, clockAt, catalogVersion } = await createOrganization(ctx.deps, ctx.owner, input);
    return { org: orgId, name, createdAt, testClock: clockAt, catalogVersion };
  });
