import {
  actAnswer,
  approvalsPage,
  approveInput,
  listApprovalsInput,
  refuseInput,
  staffActOut,
} from "@scrip/contract/operators/acts";
import { listStaffActs } from "@scrip/db/operators";
import { approveStaffAct, refuseStaffAct } from "@scrip/usecases/operators/decide-staff-act";
import { operatorProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";
import { actsOnWire, answerOnWire } from "./staff-act-wire.ts";

export const approvalsRouter = router({
  /** The acts of operators that wait for approval, or all of them. */
  list: operatorProcedure("operators:look", "page")
    .input(listApprovalsInput)
    .output(approvalsPage)
    .query(async ({ ctx, input }) => {
      const acts = await listStaffActs(ctx.deps.homes.platform, input);
      return { acts: await actsOnWire(ctx.deps.homes.platform, ctx.operator, acts) };
    }),

  /** Approves an act of another operator, and runs it once. */
  approve: operatorProcedure("operators:approve")
    .input(approveInput)
    .output(actAnswer)
    .mutation(async ({ ctx, input }) => {
      const outcome = await approveStaffAct(ctx.deps, ctx.operator, input.act);
      return answerOnWire(ctx.deps.homes.platform, ctx.operator, outcome);
    }),

  /** Refuses an act of another operator. */
  refuse: operatorProcedure("operators:approve")
    .input(refuseInput)
    .output(staffActOut)
    .mutation(async ({ ctx, input }) => {
      const stored = await refuseStaffAct(ctx.deps, ctx.operator, input);
      const [act] = await actsOnWire(ctx.deps.homes.platform, ctx.operator, [stored]);
      return act as NonNullable<typeof act>;
    }),
});
