import { chargeAnswer, createChargeInput, refundAnswer, refundChargeInput } from "@scrip/contract/ledger/charges";
import { createCharge } from "@scrip/usecases/ledger/create-charge";
import { refundCharge } from "@scrip/usecases/ledger/refund-charge";
import { lineage } from "../lineage/charge-lineage.ts";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

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
