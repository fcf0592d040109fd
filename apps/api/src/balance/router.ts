import { balanceAnswer, organizationInput } from "@scrip/contract";
import { getBalance } from "@scrip/usecases";
import { orgProcedure } from "../procedure.ts";
import { router } from "../trpc.ts";

const get = orgProcedure("ledger:read")
  .input(organizationInput)
  .output(balanceAnswer)
  .query(async ({ ctx }) => {
    const { available, reserved, owed, expiring, ...rest } = await getBalance(ctx.deps, ctx.caller.orgId);
    return {
      ...{ available: String(available), reserved: String(reserved), owed: String(owed), expiring: String(expiring) },
      ...rest,
    };
  });

export const balanceRouter = router({ get });
