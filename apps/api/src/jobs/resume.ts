import { jobAnswer, resumeJobInput } from "@scrip/contract/jobs";
import { resumeJob } from "@scrip/usecases/jobs/resume-job";
import { orgProcedure } from "../trpc/procedure.ts";
import { jobOnWire } from "./answer.ts";

export const resume = orgProcedure("usage:report")
  .input(resumeJobInput)
  .output(jobAnswer)
  .mutation(async ({ ctx, input }) => jobOnWire(await resumeJob(ctx.deps, ctx.caller, input)));
