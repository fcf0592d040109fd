import { advanceClockInput, clockAnswer, createClockInput } from "@scrip/contract";
import { advanceClock, createClock } from "@scrip/usecases";
import { orgProcedure } from "../procedure.ts";
import { router } from "../trpc.ts";

const create = orgProcedure("clocks:write")
  .input(createClockInput)
  .output(clockAnswer)
  .mutation(({ ctx, input }) => createClock(ctx.deps, ctx.caller.orgId, input.at));

const advance = orgProcedure("clocks:write")
  .input(advanceClockInput)
  .output(clockAnswer)
  .mutation(({ ctx, input }) => advanceClock(ctx.deps, ctx.caller.orgId, input.to));

export const clocksRouter = router({ create, advance });
