import { balanceAsOfAnswer, balanceAsOfInput } from "@scrip/contract";
import type { PointInTime } from "@scrip/db";
import { getBalanceAsOf } from "@scrip/usecases";
import { grantSeenOnWire } from "../grants/on-wire.ts";
import { orgProcedure } from "../procedure.ts";
import { balanceOnWire } from "./answer.ts";

export const asOf = orgProcedure("ledger:read")
  .input(balanceAsOfInput)
  .output(balanceAsOfAnswer)
  .query(async ({ ctx, input: { seq, at } }) => {
    // The schema has seen to it that there is exactly one.
    const point: PointInTime = seq === undefined ? { at: at ?? 0 } : { seq };
    const { grants, ...balance } = await getBalanceAsOf(ctx.deps, ctx.caller.orgId, point);
    return { ...balanceOnWire(balance), grants: grants.map(grantSeenOnWire) };
  });
