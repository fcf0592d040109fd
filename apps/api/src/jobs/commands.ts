import {
  failJobInput,
  finishJobInput,
  jobAnswer,
  resumeJobInput,
  settleEpochInput,
  startJobInput,
} from "@scrip/contract/jobs";
import { cancelJob, completeJob, failJob } from "@scrip/usecases/jobs/finish-job";
import { resumeJob } from "@scrip/usecases/jobs/resume-job";
import { settleEpoch } from "@scrip/usecases/jobs/settle-epoch";
import { startJob } from "@scrip/usecases/jobs/start-job";
import { orgProcedure } from "../trpc/procedure.ts";

/** The commands by which services report their jobs. */
export const jobCommands = {
  /** Admits a job and holds credit for it. */
  start: orgProcedure("usage:report")
    .input(startJobInput)
    .output(jobAnswer)
    .mutation(({ ctx, input }) => startJob(ctx.deps, ctx.caller, input)),

  /** Charges an epoch and holds credit for the next one. */
  settleEpoch: orgProcedure("usage:report")
    .input(settleEpochInput)
    .output(jobAnswer)
    .mutation(({ ctx, input }) => settleEpoch(ctx.deps, ctx.caller, input)),

  /** Ends a job that completed its work. */
  complete: orgProcedure("usage:report")
    .input(finishJobInput)
    .output(jobAnswer)
    .mutation(({ ctx, input }) => completeJob(ctx.deps, ctx.caller, input)),

  /** Ends a job that a user stopped. */
  cancel: orgProcedure("usage:report")
    .input(finishJobInput)
    .output(jobAnswer)
    .mutation(({ ctx, input }) => cancelJob(ctx.deps, ctx.caller, input)),

  /** Ends a job that failed. */
  fail: orgProcedure("usage:report")
    .input(failJobInput)
    .output(jobAnswer)
    .mutation(({ ctx, input }) => failJob(ctx.deps, ctx.caller, input)),

  /** Admits a paused or silent job again. */
  resume: orgProcedure("usage:report")
    .input(resumeJobInput)
    .output(jobAnswer)
    .mutation(({ ctx, input }) => resumeJob(ctx.deps, ctx.caller, input)),
};
