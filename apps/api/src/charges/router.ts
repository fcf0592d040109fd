import { chargeAnswer, createChargeInput } from "@scrip/contract";
import { createCharge } from "@scrip/usecases";
import { orgProcedure } from "../procedure.ts";
import { router } from "../trpc.ts";

const create = orgProcedure("charges:write")
  .input(createChargeInput)
  .output(chargeAnswer)
  .mutation(({ ctx, input }) => createCharge(ctx.deps, ctx.caller, input));

export const chargesRouter = router({ create });
