import { jobAnswer, settleEpochInput } from "@scrip/contract/jobs";
import { settleEpoch as settle } from "@scrip/usecases/jobs/settle-epoch";
import { orgProcedure } from "../trpc/procedure.ts";
import { jobOnWire } from "./answer.ts";

export const settleEpoch = orgProcedure("usage:report")
  .input(settleEpochInput)
  .output(jobAnswer)
  .mutation(async ({ ctx, input }) => jobOnWire(await settle(ctx.deps, ctx.caller, input)));
