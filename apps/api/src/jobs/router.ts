import {
  estimateJobInput,
  getJobInput,
  jobDetails,
  jobEstimate,
  jobLineage,
  jobLineageInput,
  jobStory,
  jobStoryInput,
  jobsPage,
  listJobsInput,
} from "@scrip/contract/jobs";
import { jobStory as readStory } from "@scrip/db/read/jobs/job-story";
import { listJobs } from "@scrip/db/read/jobs/list-jobs";
import { jobLineage as readLineage } from "@scrip/db/read/lineage/job-lineage";
import { estimateJob } from "@scrip/usecases/jobs/estimate-job";
import { getJob } from "@scrip/usecases/jobs/get-job";
import { orJobNotFound } from "@scrip/usecases/missing";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";
import { jobCommands } from "./commands.ts";

export const jobsRouter = router({
  ...jobCommands,

  /** The cost of a job, and whether a start would be admitted. */
  estimate: orgProcedure("ledger:read")
    .input(estimateJobInput)
    .output(jobEstimate)
    .query(({ ctx, input }) => estimateJob(ctx.deps, ctx.caller, input)),

  /** A job and its open hold. */
  get: orgProcedure("ledger:read")
    .input(getJobInput)
    .output(jobDetails)
    .query(({ ctx, input }) => getJob(ctx.deps, ctx.caller.orgId, input.job)),

  /** A page of jobs, the newest start first. */
  list: orgProcedure("ledger:read")
    .input(listJobsInput)
    .output(jobsPage)
    .query(({ ctx, input: { org: _org, cursor = null, limit, ...filter } }) =>
      listJobs(ctx.deps.homes.organizations, ctx.caller.orgId, filter, { after: cursor, limit }),
    ),

  /** A job with its epochs and holds. */
  story: orgProcedure("ledger:read")
    .input(jobStoryInput)
    .output(jobStory)
    .query(async ({ ctx, input: { job: jobRef, ...page } }) =>
      orJobNotFound(await readStory(ctx.deps.homes.organizations, ctx.caller.orgId, jobRef, page), jobRef),
    ),

  /** The grants that paid the charges of a job. */
  lineage: orgProcedure("ledger:read")
    .input(jobLineageInput)
    .output(jobLineage)
    .query(async ({ ctx, input: { job: jobRef } }) =>
      orJobNotFound(await readLineage(ctx.deps.homes.organizations, ctx.caller.orgId, jobRef), jobRef),
    ),
});
