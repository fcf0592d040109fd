import { createGrantInput, grantAnswer } from "@scrip/contract";
import { createGrant } from "@scrip/usecases";
import { orgProcedure } from "../procedure.ts";
import { router } from "../trpc.ts";

const create = orgProcedure("grants:write")
  .input(createGrantInput)
  .output(grantAnswer)
  .mutation(({ ctx, input }) => createGrant(ctx.deps, ctx.caller, input));

export const grantsRouter = router({ create });
