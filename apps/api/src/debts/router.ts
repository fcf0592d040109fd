import { forgiveAnswer, forgiveDebtInput } from "@scrip/contract";
import { forgiveDebt } from "@scrip/usecases";
import { orgProcedure } from "../procedure.ts";
import { router } from "../trpc.ts";

const forgive = orgProcedure("grants:write")
  .input(forgiveDebtInput)
  .output(forgiveAnswer)
  .mutation(({ ctx, input }) => forgiveDebt(ctx.deps, ctx.caller, input));

export const debtsRouter = router({ forgive });
