import { advanceClockInput, clockAnswer, createClockInput, organizationInput, timeAnswer } from "@scrip/contract";
import { advanceClock, createClock, getTime } from "@scrip/usecases";
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
