import { setTaxIdInput, taxIdAnswer, taxIdInput } from "@scrip/contract/operators/tax-id";
import { getBillingDetails } from "@scrip/usecases/billing/billing-details";
import { setTaxIdState } from "@scrip/usecases/billing/tax-id/set-tax-id-state";
import { operatorProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const taxIdRouter = router({
  /** The billing details of an organization, with its tax id and whether it is verified. */
  get: operatorProcedure("operators:billing", "look")
    .input(taxIdInput)
    .output(taxIdAnswer)
    .query(async ({ ctx, input }) => ({ details: await getBillingDetails(ctx.deps, input.org) })),

  /** Says whether the tax office knows the tax id of an organization. Both audit logs keep it. */
  set: operatorProcedure("operators:billing")
    .input(setTaxIdInput)
    .output(taxIdAnswer)
    .mutation(async ({ ctx, input: { org: orgId, knownTaxId: taxId, taxIdState: state, reason } }) => ({
      details: await setTaxIdState(ctx.deps, ctx.operator, { orgId, taxId, state, reason }),
    })),
});
