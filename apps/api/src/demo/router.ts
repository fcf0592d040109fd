import { startOverAnswer } from "@scrip/contract/demo";
import { advanceClockInput, clockAnswer } from "@scrip/contract/organizations";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { advanceClock } from "@scrip/usecases/due/advance-clock";
import { orNotFound } from "@scrip/usecases/missing";
import { orgProcedure } from "../trpc/procedure.ts";
import { requestOf } from "../trpc/request.ts";
import { router } from "../trpc/trpc.ts";
import { makeOwner } from "./make-owner.ts";

export const demoRouter = router({
  /** Moves a test clock like `clocks.advance`. If a demo runs beside this server, its work goes on on the way. */
  advance: orgProcedure("clocks:write")
    .input(advanceClockInput)
    .output(clockAnswer)
    .mutation(({ ctx, input }) => {
      const { demo } = requestOf(ctx);
      const { orgId } = ctx.caller;
      return demo === null ? advanceClock(ctx.deps, orgId, input.to) : demo.advance(orgId, input.to);
    }),

  /**
   * Makes a new organization with the history of the demo that runs beside this server. The member who asks for it owns
   * it.
   */
  startOver: orgProcedure("clocks:write")
    .input(organizationInput)
    .output(startOverAnswer)
    .mutation(async ({ ctx }) => {
      const { demo } = requestOf(ctx);
      await ctx.deps.ledger.peek(ctx.caller.orgId);
      const { orgId, name } = await orNotFound(demo, "demo beside this server").startOver();
      const { actor } = ctx.caller;
      if (actor.type === "member" && actor.id !== null) await makeOwner(ctx.deps.homes, orgId, actor.id);
      return { org: orgId, name };
    }),
});
