import { catalogAnswer, catalogInput, catalogVersionsAnswer, catalogVersionsInput } from "@scrip/contract/catalog";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { catalogOfOrganization } from "@scrip/usecases/catalog/catalog-of-organization";
import { shownCatalog } from "@scrip/usecases/catalog/shown-catalog";
import { shownVersions } from "@scrip/usecases/catalog/shown-versions";
import { operatorProcedure, orgProcedure, sessionProcedure } from "../trpc/procedure.ts";
import { requestOf } from "../trpc/request.ts";
import { router } from "../trpc/trpc.ts";

export const catalogRouter = router({
  /** What the platform sells to a new organization: for everybody, without a sign-in. */
  get: sessionProcedure
    .input(catalogInput)
    .output(catalogAnswer)
    .query(async ({ ctx }) => {
      const { books, catalogVersion } = requestOf(ctx).deps;
      return shownCatalog(catalogVersion, await books.catalogOf(catalogVersion));
    }),

  /** The catalog version that the organization is on. */
  ofOrganization: orgProcedure("entitlements:read", "look")
    .input(organizationInput)
    .output(catalogAnswer)
    .query(({ ctx }) => catalogOfOrganization(ctx.deps, ctx.caller.orgId)),

  /** The published versions, with what each one changes. */
  versions: operatorProcedure("operators:look", "report")
    .input(catalogVersionsInput)
    .output(catalogVersionsAnswer)
    .query(({ ctx }) => shownVersions(ctx.deps)),
});
