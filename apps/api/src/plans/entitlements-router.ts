import {
  checkEntitlementInput,
  entitlementAnswer,
  entitlementsAnswer,
  entitlementUseAnswer,
  releaseEntitlementInput,
  useEntitlementInput,
} from "@scrip/contract/entitlements";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { releaseEntitlement, useEntitlement } from "@scrip/usecases/plans/entitlements/change-use";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const entitlementsRouter = router({
  /** Whether the organization may have more of an entitlement, or use a feature. Changes nothing. */
  check: orgProcedure("entitlements:read", "look")
    .input(checkEntitlementInput)
    .output(entitlementAnswer)
    .query(({ ctx, input }) => ctx.deps.entitlements.check(ctx.caller.orgId, input.entitlement, input.count)),

  /** Everything that the plan of the organization allows, and how much of it is used. */
  list: orgProcedure("entitlements:read", "look")
    .input(organizationInput)
    .output(entitlementsAnswer)
    .query(({ ctx }) => ctx.deps.entitlements.list(ctx.caller.orgId)),

  /** Counts new things that the plan limits; racing calls never pass the limit. */
  use: orgProcedure("entitlements:write")
    .input(useEntitlementInput)
    .output(entitlementUseAnswer)
    .mutation(({ ctx, input }) => useEntitlement(ctx.deps, ctx.caller, input)),

  /** Counts things that are gone. */
  release: orgProcedure("entitlements:write")
    .input(releaseEntitlementInput)
    .output(entitlementUseAnswer)
    .mutation(({ ctx, input }) => releaseEntitlement(ctx.deps, ctx.caller, input)),
});
