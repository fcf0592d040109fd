import { MONEY_KINDS } from "@scrip/domain/activity";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { beforeAll, describe, expect, it } from "vitest";
import { readOrganization } from "../../connection/read-organization.ts";
import { anOrganization, testDatabase } from "../../testing/index.ts";
import { LONG_AGO, longHistory } from "../../testing/long-history.ts";
import { type ActivityFilter, boundsOf } from "./activity-filter.ts";
import { activityStatement } from "./list-activity.ts";

const ENTRIES = 50_000;
const PAGE = 50;

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");
const { orgId } = await anOrganization(app, { catalog: catalogText(tiered) });
beforeAll(() => longHistory(owner, orgId, ENTRIES));

/** The number of blocks that a page touches, in memory or not. */
async function blocksOf(filter: ActivityFilter, before: number): Promise<number> {
  return readOrganization(app.organizations, orgId, { byKey: true }, async (query) => {
    const bounds = await boundsOf(query, orgId, filter, before);
    const { text, values } = activityStatement(orgId, filter, bounds, PAGE + 1);
    const [row = {}] = await query({ text: `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, values });
    const [{ Plan: plan }] = row["QUERY PLAN"] as [{ Plan: Record<string, number> }];
    return (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0);
  });
}

const FILTERS: readonly (readonly [string, ActivityFilter])[] = [
  ["nothing", {}],
  ["a kind that most entries have", { kinds: ["settled"] }],
  ["everything but holds", { kinds: MONEY_KINDS }],
  ["a kind that few entries have", { kinds: ["grant_issued"] }],
  ["a kind that no entry has", { kinds: ["grant_revoked"] }],
  ["a project with a few old entries", { project: "rare" }],
  ["a project that does not exist", { project: "nowhere" }],
  ["a member", { member: "member-5" }],
  ["a resource and a member", { resource: "gpu.l40s", member: "member-5" }],
  ["a job", { job: "job-17" }],
  ["the holds of a job", { job: "job-17", kinds: ["hold_placed"] }],
  ["a short period", { from: LONG_AGO + 1_000_000, until: LONG_AGO + 1_100_000, kinds: ["settled"] }],
];

describe("a page of activities", () => {
  it.each(FILTERS)("touches few blocks at any depth, filtered by %s", async (_name, filter) => {
    // The limit covers the small table of series and the newest entries of each matching one. For each line it adds its
    // entry, the entry before and the rows of its labels. None of these depends on the length of the history.
    const most = 400 + 5 * (await seriesOf(filter)) + 22 * (PAGE + 1);
    for (const before of [ENTRIES + 1, ENTRIES / 2, ENTRIES / 10, 100])
      expect(await blocksOf(filter, before), `before ${before}`).toBeLessThan(most);
  });

  it("touches many blocks without the index on series", async () => {
    await owner.query("DROP INDEX entries_series_idx");
    expect(await blocksOf({ project: "rare" }, ENTRIES + 1)).toBeGreaterThan(3000);
  });
});

async function seriesOf({ kinds, resource, project, member, job }: ActivityFilter): Promise<number> {
  if (job !== undefined) return 0;
  const rows = await owner.query(
    `SELECT 1 FROM activity_series WHERE org_id = $1 AND ($2::text[] IS NULL OR kind = ANY ($2))
      AND ($3::text IS NULL OR resource = $3) AND ($4::text IS NULL OR project = $4) AND ($5::text IS NULL OR member = $5)`,
    [orgId, kinds ?? null, resource ?? null, project ?? null, member ?? null],
  );
  return rows.length;
}
