import {
  advanceClockInput,
  clockAnswer,
  createClockInput,
  nextDueAnswer,
  timeAnswer,
} from "@scrip/contract/organizations";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { nextOnClock } from "@scrip/db/read/clocks/next-on-clock";
import { advanceClock } from "@scrip/usecases/due/advance-clock";
import { createClock } from "@scrip/usecases/organizations/create-clock";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const clocksRouter = router({
  /** Puts an organization on a test clock, before its first entry. */
  create: orgProcedure("clocks:write")
    .input(createClockInput)
    .output(clockAnswer)
    .mutation(({ ctx, input }) => createClock(ctx.deps, ctx.caller.orgId, input.at)),

  /** Moves a test clock forward and runs the work that falls due on the way. */
  advance: orgProcedure("clocks:write")
    .input(advanceClockInput)
    .output(clockAnswer)
    .mutation(({ ctx, input }) => advanceClock(ctx.deps, ctx.caller.orgId, input.to)),

  /** The organization's time, which is never before its last entry. */
  get: orgProcedure("ledger:read", "look")
    .input(organizationInput)
    .output(timeAnswer)
    .query(async ({ ctx }) => {
      const { now, ledger, onTestClock } = await ctx.deps.ledger.peek(ctx.caller.orgId);
      return { at: Math.max(now, ledger.at), isOnTestClock: onTestClock };
    }),

  /** When the next work falls due on a test clock. */
  next: orgProcedure("ledger:read", "look")
    .input(organizationInput)
    .output(nextDueAnswer)
    .query(async ({ ctx }) => ({ at: await nextOnClock(ctx.deps.pages, ctx.caller.orgId) })),
});
