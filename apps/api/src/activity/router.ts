import {
  activityDays,
  activityDaysInput,
  activityExplanation,
  activityFacets,
  activityJobs,
  activityJobsInput,
  activityPage,
  activitySum,
  booked,
  bookedInput,
  explainActivityInput,
  listActivityInput,
  sumActivityInput,
} from "@scrip/contract/activity";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { activityFacets as readFacets } from "@scrip/db/read/activity/activity-facets";
import { bookedAfter } from "@scrip/db/read/activity/booked-after";
import { jobNames } from "@scrip/db/read/activity/job-names";
import { listActivity } from "@scrip/db/read/activity/list-activity";
import { explainActivity } from "@scrip/usecases/activity/explain-activity";
import { sumActivity, sumActivityByDay } from "@scrip/usecases/activity/sum-activity";
import { orgProcedure, sharedRead } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const activityRouter = router({
  /** A page of the organization's activities, newest first. */
  list: sharedRead("ledger:read", "page")
    .input(listActivityInput)
    .output(activityPage)
    .query(({ ctx, input: { org: _org, before, limit, ...filter } }) =>
      listActivity(ctx.deps.pages, ctx.caller.orgId, filter, { before, limit }),
    ),

  /** The sums of the filtered activities. */
  sum: sharedRead("ledger:read", "report")
    .input(sumActivityInput)
    .output(activitySum)
    .query(({ ctx, input: { org: _org, ...filter } }) => sumActivity(ctx.deps, ctx.caller.orgId, filter)),

  /** The sums of the filtered activities, by day. */
  days: sharedRead("ledger:read", "report")
    .input(activityDaysInput)
    .output(activityDays)
    .query(async ({ ctx, input: { org: _org, days, ...filter } }) => ({
      days: await sumActivityByDay(ctx.deps, ctx.caller.orgId, filter, days),
    })),

  /** Names of jobs that contain a text, to filter activities by. */
  jobs: orgProcedure("ledger:read", "page")
    .input(activityJobsInput)
    .output(activityJobs)
    .query(async ({ ctx, input: { text, limit } }) => ({
      jobs: await jobNames(ctx.deps.pages, ctx.caller.orgId, { text, limit }),
    })),

  /** What was booked after an entry, by kind and source. */
  booked: orgProcedure("ledger:read", "report")
    .input(bookedInput)
    .output(booked)
    .query(async ({ ctx, input }) => ({
      sums: await bookedAfter(ctx.deps.homes.organizations, ctx.caller.orgId, input.after),
    })),

  /** The labels to filter activities by. */
  facets: sharedRead("ledger:read", "page")
    .input(organizationInput)
    .output(activityFacets)
    .query(({ ctx }) => readFacets(ctx.deps.pages, ctx.caller.orgId)),

  /** Everything that is known about one entry. */
  explain: orgProcedure("ledger:read", "page")
    .input(explainActivityInput)
    .output(activityExplanation)
    .query(({ ctx, input }) => explainActivity(ctx.deps, ctx.caller.orgId, input.seq)),
});
