import { failJobInput, finishJobInput, jobAnswer } from "@scrip/contract/jobs";
import { cancelJob, completeJob, failJob } from "@scrip/usecases/jobs/finish-job";
import { orgProcedure } from "../trpc/procedure.ts";
import { jobOnWire } from "./answer.ts";

const finishing = orgProcedure("usage:report");

export const complete = finishing
  .input(finishJobInput)
  .output(jobAnswer)
  .mutation(async ({ ctx, input }) => jobOnWire(await completeJob(ctx.deps, ctx.caller, input)));

export const cancel = finishing
  .input(finishJobInput)
  .output(jobAnswer)
  .mutation(async ({ ctx, input }) => jobOnWire(await cancelJob(ctx.deps, ctx.caller, input)));

export const fail = finishing
  .input(failJobInput)
  .output(jobAnswer)
  .mutation(async ({ ctx, input }) => jobOnWire(await failJob(ctx.deps, ctx.caller, input)));
