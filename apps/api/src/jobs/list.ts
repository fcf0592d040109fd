import { jobsPage, listJobsInput } from "@scrip/contract/job-pages";
import { listJobs } from "@scrip/usecases/jobs/list-jobs";
import { orgProcedure } from "../trpc/procedure.ts";
import { cursorText, readCursor } from "./cursor.ts";
import { jobLineOnWire } from "./line.ts";

export const list = orgProcedure("ledger:read")
  .input(listJobsInput)
  .output(jobsPage)
  .query(async ({ ctx, input: { org: _org, cursor, limit, ...filter } }) => {
    const after = cursor === undefined ? null : readCursor(cursor);
    const { jobs, next } = await listJobs(ctx.deps, ctx.caller.orgId, filter, { after, limit });
    return { jobs: jobs.map(jobLineOnWire), next: next === null ? null : cursorText(next) };
  });
