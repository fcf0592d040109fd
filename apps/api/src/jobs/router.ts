import {
  jobLineage,
  jobLineageInput,
  jobStory,
  jobStoryInput,
  jobsPage,
  jobsSum,
  listJobsInput,
  sumJobsInput,
} from "@scrip/contract/job-pages";
import { estimateJobInput, getJobInput, jobDetails, jobEstimate } from "@scrip/contract/jobs";
import { whatIfAnswer, whatIfInput } from "@scrip/contract/what-if";
import { jobStory as readStory } from "@scrip/db/read/jobs/job-story";
import { listJobs } from "@scrip/db/read/jobs/list-jobs";
import { sumJobs } from "@scrip/db/read/jobs/sum-jobs";
import { jobLineage as readLineage } from "@scrip/db/read/lineage/job-lineage";
import { estimateJob } from "@scrip/usecases/jobs/estimate-job";
import { getJob } from "@scrip/usecases/jobs/get-job";
import { whatIf } from "@scrip/usecases/jobs/what-if";
import { orJobNotFound } from "@scrip/usecases/missing";
import { orgProcedure, sharedRead } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";
import { jobCommands } from "./commands.ts";

export const jobsRouter = router({
  ...jobCommands,

  /** The cost of a job, and whether a start would be admitted. */
  estimate: orgProcedure("ledger:read", "look")
    .input(estimateJobInput)
    .output(jobEstimate)
    .query(({ ctx, input }) => estimateJob(ctx.deps, ctx.caller, input)),

  /** What would happen if a job started now. */
  whatIf: orgProcedure("ledger:read", "page")
    .input(whatIfInput)
    .output(whatIfAnswer)
    .query(({ ctx, input }) => whatIf(ctx.deps, ctx.caller, input)),

  /** A job and its open hold. */
  get: orgProcedure("ledger:read", "look")
    .input(getJobInput)
    .output(jobDetails)
    .query(({ ctx, input }) => getJob(ctx.deps, ctx.caller.orgId, input.job)),

  /** A page of jobs. */
  list: sharedRead("ledger:read", "page")
    .input(listJobsInput)
    .output(jobsPage)
    .query(({ ctx, input: { org: _org, cursor = null, limit, sort, direction, ...filter } }) => {
      const page = { order: { sort, direction }, after: cursor, limit };
      return listJobs(ctx.deps.pages, ctx.caller.orgId, filter, page);
    }),

  /** The sums of the filtered jobs. */
  sum: sharedRead("ledger:read", "report")
    .input(sumJobsInput)
    .output(jobsSum)
    .query(({ ctx, input: { org: _org, ...filter } }) => sumJobs(ctx.deps.pages, ctx.caller.orgId, filter)),

  /** A job with its epochs and holds. */
  story: orgProcedure("ledger:read", "page")
    .input(jobStoryInput)
    .output(jobStory)
    .query(async ({ ctx, input: { job: jobRef, ...page } }) =>
      orJobNotFound(await readStory(ctx.deps.pages, ctx.caller.orgId, jobRef, page), jobRef),
    ),

  /** The grants that paid the charges of a job. */
  lineage: orgProcedure("ledger:read", "page")
    .input(jobLineageInput)
    .output(jobLineage)
    .query(async ({ ctx, input: { job: jobRef } }) =>
      orJobNotFound(await readLineage(ctx.deps.pages, ctx.caller.orgId, jobRef), jobRef),
    ),
});
