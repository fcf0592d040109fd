import { forgiveAnswer, forgiveDebtInput } from "@scrip/contract/ledger/debts";
import { forgiveDebt } from "@scrip/usecases/ledger/forgive-debt";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const debtsRouter = router({
  /** Writes a part of a debt off. */
  forgive: orgProcedure("grants:write")
    .input(forgiveDebtInput)
    .output(forgiveAnswer)
    .mutation(({ ctx, input }) => forgiveDebt(ctx.deps, ctx.caller, input)),
});
