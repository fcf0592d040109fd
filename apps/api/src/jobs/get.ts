import { getJobInput, jobDetails } from "@scrip/contract/jobs";
import { getJob } from "@scrip/usecases/jobs/get-job";
import { orgProcedure } from "../trpc/procedure.ts";

export const get = orgProcedure("ledger:read")
  .input(getJobInput)
  .output(jobDetails)
  .query(async ({ ctx, input }) => {
    const { job, hold } = await getJob(ctx.deps, ctx.caller.orgId, input.job);
    return {
      job: job.ref,
      id: job.id,
      resource: job.resource,
      work: job.work,
      mode: job.mode,
      state: job.state,
      rateNanos: String(job.rate),
      unitsMilli: job.unitsMilli,
      estimateMs: job.estimateMs,
      project: job.project,
      member: job.member,
      startedAt: job.startedAt,
      endedAt: job.endedAt,
      reportedMs: job.reportedMs,
      chargeableMs: job.chargeableMs,
      charged: String(job.charged),
      hold: hold === null ? null : { id: hold.id, open: String(hold.open), silentAt: hold.silentAt },
    };
  });
