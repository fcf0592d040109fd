import { balanceAsOfAnswer, balanceAsOfInput } from "@scrip/contract/lineage";
import { getBalanceAsOf } from "@scrip/usecases/ledger/get-balance-as-of";
import { grantSeenOnWire } from "../lineage/grants-on-wire.ts";
import { orgProcedure } from "../trpc/procedure.ts";
import { balanceOnWire } from "./balance-answer.ts";

export const asOf = orgProcedure("ledger:read")
  .input(balanceAsOfInput)
  .output(balanceAsOfAnswer)
  .query(async ({ ctx, input }) => {
    const { grants, ...balance } = await getBalanceAsOf(ctx.deps, ctx.caller.orgId, input.point);
    return { ...balanceOnWire(balance), grants: grants.map(grantSeenOnWire) };
  });
