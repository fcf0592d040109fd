import { createOrganizationInput, organizationAnswer } from "@scrip/contract/organizations";
import { createOrganization } from "@scrip/usecases/organizations/create-organization";
import { platformProcedure } from "../trpc/procedure.ts";

export const create = platformProcedure("organizations:write")
  .input(createOrganizationInput)
  .output(organizationAnswer)
  .mutation(async ({ ctx, input }) => {
    const { orgId, name, createdAt, clockAt, catalogVersion } = await createOrganization(ctx.deps, ctx.owner, input);
    return { org: orgId, name, createdAt, testClock: clockAt, catalogVersion };
  });
