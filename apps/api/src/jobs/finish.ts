import { failJobInput, finishJobInput, jobAnswer } from "@scrip/contract/jobs";
import { finishJob } from "@scrip/usecases/jobs/finish-job";
import { orgProcedure } from "../trpc/procedure.ts";
import { jobOnWire } from "./answer.ts";

const finishing = orgProcedure("usage:report");

export const complete = finishing
  .input(finishJobInput)
  .output(jobAnswer)
  .mutation(async ({ ctx, input }) =>
    jobOnWire(await finishJob(ctx.deps, ctx.caller, input, { end: "completed", fault: "user" })),
  );

export const cancel = finishing
  .input(finishJobInput)
  .output(jobAnswer)
  .mutation(async ({ ctx, input }) =>
    jobOnWire(await finishJob(ctx.deps, ctx.caller, input, { end: "cancelled", fault: "user" })),
  );

export const fail = finishing
  .input(failJobInput)
  .output(jobAnswer)
  .mutation(async ({ ctx, input }) =>
    jobOnWire(await finishJob(ctx.deps, ctx.caller, input, { end: "failed", fault: input.fault })),
  );
