import { advanceClockInput, clockAnswer, createClockInput, timeAnswer } from "@scrip/contract/clocks";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { advanceClock } from "@scrip/usecases/due/advance-clock";
import { createClock } from "@scrip/usecases/organizations/create-clock";
import { getTime } from "@scrip/usecases/organizations/get-time";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

const create = orgProcedure("clocks:write")
  .input(createClockInput)
  .output(clockAnswer)
  .mutation(({ ctx, input }) => createClock(ctx.deps, ctx.caller.orgId, input.at));

const advance = orgProcedure("clocks:write")
  .input(advanceClockInput)
  .output(clockAnswer)
  .mutation(({ ctx, input }) => advanceClock(ctx.deps, ctx.caller.orgId, input.to));

const get = orgProcedure("ledger:read")
  .input(organizationInput)
  .output(timeAnswer)
  .query(({ ctx }) => getTime(ctx.deps, ctx.caller.orgId));

export const clocksRouter = router({ create, advance, get });
