import { chargeLineage, chargeLineageInput } from "@scrip/contract/lineage";
import { traceCharge } from "@scrip/usecases/lineage/trace-charge";
import { orgProcedure } from "../trpc/procedure.ts";
import { grantOnWire } from "./grants-on-wire.ts";

export const lineage = orgProcedure("ledger:read")
  .input(chargeLineageInput)
  .output(chargeLineage)
  .query(async ({ ctx, input }) => {
    const { id, paidBy, debt, ...charge } = await traceCharge(ctx.deps, ctx.caller.orgId, input.charge);
    return {
      ...charge,
      charge: id,
      paidBy: paidBy.map(({ grant, ...part }) => ({ ...grantOnWire(grant), ...part })),
      debt: debt && { ...debt, forgivenBy: [...debt.forgivenBy] },
    };
  });
