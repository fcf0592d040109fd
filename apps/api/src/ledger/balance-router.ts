import { balanceAnswer } from "@scrip/contract/ledger/balance";
import { balanceAsOfAnswer, balanceAsOfInput } from "@scrip/contract/lineage";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { getBalance } from "@scrip/usecases/ledger/get-balance";
import { getBalanceAsOf } from "@scrip/usecases/ledger/get-balance-as-of";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const balanceRouter = router({
  /** The balance now, with the credit that expires soon. */
  get: orgProcedure("ledger:read", "look", "shared")
    .input(organizationInput)
    .output(balanceAnswer)
    .query(({ ctx }) => getBalance(ctx.deps, ctx.caller.orgId)),

  /** The balance at a point in the past, with the grants that had credit left. */
  asOf: orgProcedure("ledger:read", "report")
    .input(balanceAsOfInput)
    .output(balanceAsOfAnswer)
    .query(({ ctx, input }) => getBalanceAsOf(ctx.deps, ctx.caller.orgId, input.point)),
});
