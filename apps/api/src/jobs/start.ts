import { jobAnswer, startJobInput } from "@scrip/contract/jobs";
import { startJob } from "@scrip/usecases/jobs/start-job";
import { orgProcedure } from "../trpc/procedure.ts";
import { jobOnWire } from "./answer.ts";

export const start = orgProcedure("usage:report")
  .input(startJobInput)
  .output(jobAnswer)
  .mutation(async ({ ctx, input }) => jobOnWire(await startJob(ctx.deps, ctx.caller, input)));
