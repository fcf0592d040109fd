import { chargeAnswer, createChargeInput, refundAnswer, refundChargeInput } from "@scrip/contract";
import { createCharge, refundCharge } from "@scrip/usecases";
import { orgProcedure } from "../procedure.ts";
import { router } from "../trpc.ts";
import { lineage } from "./lineage.ts";

const create = orgProcedure("charges:write")
  .input(createChargeInput)
  .output(chargeAnswer)
  .mutation(({ ctx, input }) => createCharge(ctx.deps, ctx.caller, input));

/** What gives credit is for the platform alone, as adding it is. */
const refund = orgProcedure("grants:write")
  .input(refundChargeInput)
  .output(refundAnswer)
  .mutation(async ({ ctx, input }) => {
    const answer = await refundCharge(ctx.deps, ctx.caller, input);
    return { ...answer, grants: [...answer.grants] };
  });

export const chargesRouter = router({ create, refund, lineage });
