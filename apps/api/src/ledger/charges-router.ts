import { chargeAnswer, createChargeInput, refundAnswer, refundChargeInput } from "@scrip/contract/ledger/charges";
import { chargeLineage, chargeLineageInput } from "@scrip/contract/lineage";
import { chargeLineage as readLineage } from "@scrip/db/read/lineage/charge-lineage";
import { createCharge } from "@scrip/usecases/ledger/create-charge";
import { refundCharge } from "@scrip/usecases/ledger/refund-charge";
import { orNotFound } from "@scrip/usecases/missing";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const chargesRouter = router({
  /** Charges available credit without a hold. */
  create: orgProcedure("charges:write")
    .input(createChargeInput)
    .output(chargeAnswer)
    .mutation(({ ctx, input }) => createCharge(ctx.deps, ctx.caller, input)),

  /** Gives a part of a charge back. It adds credit, so only the platform may call it, as with `grants.create`. */
  refund: orgProcedure("grants:write")
    .input(refundChargeInput)
    .output(refundAnswer)
    .mutation(({ ctx, input }) => refundCharge(ctx.deps, ctx.caller, input)),

  /** The grants that paid a charge. */
  lineage: orgProcedure("ledger:read", "page")
    .input(chargeLineageInput)
    .output(chargeLineage)
    .query(async ({ ctx, input: { charge } }) =>
      orNotFound(await readLineage(ctx.deps.pages, ctx.caller.orgId, charge), `charge charge_${charge}`),
    ),
});
