import { downloadJobsInput } from "@scrip/contract/job-pages";
import type { JobLine } from "@scrip/db/read/jobs/job-line";
import { type JobCursor, listJobs } from "@scrip/db/read/jobs/list-jobs";
import { csvText } from "../csv/csv-text.ts";
import { type Cell, type CsvFile, PAGE_LINES } from "../csv/serve-csv.ts";

const COLUMNS: readonly (readonly [string, (job: JobLine) => Cell])[] = [
  ["Job", ({ job }) => csvText(job)],
  ["State", ({ state }) => state],
  ["Resource", ({ resource }) => csvText(resource)],
  ["Units", ({ unitsMilli }) => unitsMilli / 1000],
  ["Kind of work", ({ work }) => work],
  ["Mode", ({ mode }) => mode],
  ["Project", ({ project }) => csvText(project)],
  ["Member", ({ member }) => csvText(member)],
  ["Started (UTC)", ({ startedAt }) => new Date(startedAt).toISOString()],
  ["Ended (UTC)", ({ endedAt }) => (endedAt === null ? null : new Date(endedAt).toISOString())],
  ["Reported time (ms)", ({ reportedMs }) => reportedMs],
  ["Billed time (ms)", ({ chargeableMs }) => chargeableMs],
  ["Per hour (USD)", ({ perHour }) => perHour],
  ["Used (USD)", ({ charged }) => BigInt(charged)],
  ["On hold (USD)", ({ held }) => BigInt(held)],
  ["Id", ({ id }) => `job_${id}`],
];

/**
 * An organization's filtered jobs as a file, in the order of the list. The query has the filter of `jobs.list`.
 * @source docs/rules.md#csv
 */
export const jobsCsv: CsvFile<typeof downloadJobsInput, JobCursor> = {
  path: "/download/jobs.csv",
  permission: "ledger:read",
  subject: "jobs",
  header: COLUMNS.map(([name]) => name),
  input: downloadJobsInput,
  lists: ["states"],
  page: async (deps, orgId, { org: _org, sort, direction, ...filter }, after) => {
    const page = { order: { sort, direction }, after, limit: PAGE_LINES };
    const { jobs, next } = await listJobs(deps.pages, orgId, filter, page);
    return { records: jobs.map((job) => COLUMNS.map(([, of]) => of(job))), next };
  },
};
