import { balanceAnswer } from "@scrip/contract/ledger/balance";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { getBalance } from "@scrip/usecases/ledger/get-balance";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";
import { balanceOnWire } from "./balance-answer.ts";
import { asOf } from "./balance-as-of.ts";

const get = orgProcedure("ledger:read")
  .input(organizationInput)
  .output(balanceAnswer)
  .query(async ({ ctx }) => balanceOnWire(await getBalance(ctx.deps, ctx.caller.orgId)));

export const balanceRouter = router({ get, asOf });
