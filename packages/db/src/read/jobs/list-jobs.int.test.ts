import { randomUUIDv7 } from "node:crypto";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { hourlyPrice, type JobState } from "@scrip/domain/ledger";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anOrganization, testDatabase } from "../../testing/index.ts";
import type { JobFilter } from "./job-filter.ts";
import { type JobCursor, type JobOrder, type JobSort, listJobs } from "./list-jobs.ts";
import { sumJobs } from "./sum-jobs.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");

const START = Date.UTC(2026, 0, 1);

/** The values of a job that lists sort by, filter and add up. Few different values, so that many are equal. */
const aJob = fc.record({
  minute: fc.integer({ min: 0, max: 5 }),
  state: fc.constantFrom<JobState>("completed", "cancelled", "failed"),
  charged: fc.bigInt({ min: 0n, max: 4n }),
  chargeableMs: fc.integer({ min: 0, max: 3 }),
  rate: fc.constantFrom(440_000_000n, 3_990_000_001n),
  unitsMilli: fc.constantFrom(1000, 2001),
  project: fc.constantFrom(null, "vision"),
});
type Job = { readonly id: string; readonly ref: string } & (typeof aJob extends fc.Arbitrary<infer Value>
  ? Value
  : never);

/** An organization with these jobs. The owner inserts them by SQL, so they have no entries. */
async function withJobs(values: readonly Omit<Job, "id" | "ref">[]): Promise<{ orgId: string; jobs: Job[] }> {
  const { orgId } = await anOrganization(app, { catalog: catalogText(tiered) });
  const jobs = values.map((value, n) => ({ ...value, id: randomUUIDv7(), ref: `job ${n}` }));
  for (const job of jobs)
    await owner.query(
      `INSERT INTO jobs (org_id, id, ref, resource, work, mode, rate, units_milli, project, catalog_version, started_at, state,
          paused_ms, reported_ms, chargeable_ms, charged, charges, ended_at)
        SELECT $1, $2, $3, 'gpu.l40s', 'training', 'epochs', $4, $5, $6, catalog_version, $7, $8, 0, $9, $9, $10, 1, $7
        FROM organizations WHERE org_id = $1`,
      [
        orgId,
        job.id,
        job.ref,
        String(job.rate),
        job.unitsMilli,
        job.project,
        startOf(job),
        job.state,
        job.chargeableMs,
        String(job.charged),
      ],
    );
  return { orgId, jobs };
}

const startOf = ({ minute }: Pick<Job, "minute">) => new Date(START + minute * 60_000).toISOString();

const VALUES: Record<JobSort, (job: Job) => bigint> = {
  started: ({ minute }) => BigInt(minute),
  used: ({ charged }) => charged,
  time: ({ chargeableMs }) => BigInt(chargeableMs),
  rate: ({ rate, unitsMilli }) => rate * BigInt(unitsMilli),
};

/** The expected order, by a second, simple implementation. */
function sorted(jobs: readonly Job[], { sort, direction }: JobOrder): string[] {
  const sign = direction === "asc" ? 1 : -1;
  const compare = (a: bigint | string, b: bigint | string) => (a < b ? -sign : a > b ? sign : 0);
  const by = VALUES[sort];
  return [...jobs].sort((a, b) => compare(by(a), by(b)) || compare(a.id, b.id)).map(({ ref }) => ref);
}

function matches(job: Job, { states, project, from, until }: JobFilter): boolean {
  const at = Date.parse(startOf(job));
  return (
    (states?.includes(job.state) ?? true) &&
    (project === undefined || job.project === project) &&
    (from === undefined || at >= from) &&
    (until === undefined || at < until)
  );
}

async function paged(orgId: string, filter: JobFilter, order: JobOrder, limit: number): Promise<string[]> {
  const found: string[] = [];
  for (let after: JobCursor | null = null; ; ) {
    const page: Awaited<ReturnType<typeof listJobs>> = await listJobs(app.organizations, orgId, filter, {
      order,
      after,
      limit,
    });
    found.push(...page.jobs.map(({ job }) => job));
    if (page.next === null) return found;
    after = page.next;
  }
}

const anOrder = fc.record({
  sort: fc.constantFrom<JobSort>("started", "used", "time", "rate"),
  direction: fc.constantFrom<JobOrder["direction"]>("asc", "desc"),
});
const aFilter = fc.record(
  {
    states: fc.constant<JobState[]>(["completed", "failed"]),
    project: fc.constant("vision"),
    from: fc.integer({ min: 0, max: 3 }).map((minute) => START + minute * 60_000),
    until: fc.integer({ min: 2, max: 6 }).map((minute) => START + minute * 60_000),
  },
  { requiredKeys: [] },
);

describe("the list of jobs", () => {
  it("has every job of the filter once, in the order, whatever the size of its pages; and the sums are theirs", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aJob, { minLength: 1, maxLength: 24 }),
        fc.array(fc.tuple(aFilter, anOrder, fc.integer({ min: 1, max: 9 })), { minLength: 4, maxLength: 8 }),
        async (values, reads) => {
          const { orgId, jobs } = await withJobs(values);
          for (const [filter, order, limit] of reads) {
            const found = jobs.filter((job) => matches(job, filter));
            expect(await paged(orgId, filter, order, limit)).toEqual(sorted(found, order));
            expect(await sumJobs(app.organizations, orgId, filter)).toEqual({
              count: found.length,
              runningCount: 0,
              chargeableMs: found.reduce((sum, job) => sum + job.chargeableMs, 0),
              charged: found.reduce((sum, job) => sum + job.charged, 0n),
              held: 0n,
              perHour: 0n,
            });
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it("rounds the price of an hour down for each job, as its row does", () => {
    expect(hourlyPrice({ price: null, chargeableMs: 0, rate: 3_990_000_001n, unitsMilli: 2001 })).toBe(
      (3_990_000_001n * 2001n) / 1_000_000n,
    );
  });
});
