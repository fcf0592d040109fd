import { contractAnswer, contractsAnswer, createContractInput, endContractInput } from "@scrip/contract/contracts";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { createContract, endContract, getContracts } from "@scrip/usecases/plans/contracts";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const contractsRouter = router({
  /** Enters a contract of an organization. It starts now or at its time. */
  create: orgProcedure("plans:write")
    .input(createContractInput)
    .output(contractAnswer)
    .mutation(({ ctx, input }) => createContract(ctx.deps, ctx.caller, input)),

  /** Ends a contract now, or gives it another end. */
  end: orgProcedure("plans:write")
    .input(endContractInput)
    .output(contractAnswer)
    .mutation(({ ctx, input }) => endContract(ctx.deps, ctx.caller, input)),

  /** The contracts of an organization, the newest start first. */
  list: orgProcedure("plan:read", "page")
    .input(organizationInput)
    .output(contractsAnswer)
    .query(({ ctx }) => getContracts(ctx.deps, ctx.caller.orgId)),
});
