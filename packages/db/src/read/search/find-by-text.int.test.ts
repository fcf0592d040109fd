import { catalogText, tiered } from "@scrip/domain/catalog";
import { beforeAll, describe, expect, it } from "vitest";
import { countingBlocks } from "../../testing/counted-blocks.ts";
import { anOrganization, longHistory, testDatabase } from "../../testing/index.ts";
import { findByText } from "./find-by-text.ts";

const ENTRIES = 50_000;
/** More jobs than a search reads. */
const JOBS = 12_000;

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");
const { orgId } = await anOrganization(app, { catalog: catalogText(tiered) });

beforeAll(async () => {
  await longHistory(owner, orgId, ENTRIES);
  await owner.query(
    `INSERT INTO jobs SELECT org_id, md5('many' || n)::uuid, 'many-' || n, resource, work, mode, rate, units_milli, estimate_ms,
        project, member, catalog_version, started_at + n * interval '1 minute', state, paused_at, paused_ms, reported_ms,
        chargeable_ms, charged, charges, hold_id, ended_at
      FROM jobs CROSS JOIN generate_series(1, ${JOBS}) AS n WHERE org_id = $1 AND ref = 'job-1'`,
    [orgId],
  );
  await owner.query("ANALYZE jobs");
  // The first statement of a connection also reads the system catalog.
  await findByText(app.organizations, orgId, "first");
});

const found = async (text: string) => {
  const { homes, blocks } = countingBlocks(app);
  const { jobs, entries } = await findByText(homes.organizations, orgId, text);
  return { jobs: jobs.map(({ job }) => job), entries: entries.map(({ seq }) => seq), blocks: blocks() };
};

describe("a search in a long history", () => {
  it.each([
    ["a part of a new job's name", `any-${JOBS}`, [`many-${JOBS}`]],
    ["the whole name of an old job", "many-7", ["many-7"]],
    ["no name", "nowhere", []],
  ])("by %s reads a limited number of jobs", async (_what, text, jobs) => {
    const { jobs: names, blocks } = await found(text);
    // One block of the index and of the table for each of the 5,000 newest jobs would be the worst case.
    expect(names.slice(0, 1)).toEqual(jobs);
    expect(blocks).toBeLessThan(6000);
  });

  it("does not find a part of the name of a job before the newest 5,000", async () => {
    expect((await found("any-77")).jobs).not.toContain("many-77");
  });

  it("by the number of an entry and by the id of its cause touches a few blocks more", async () => {
    const [row] = await owner.query("SELECT cause_id FROM entries WHERE org_id = $1 AND seq = 4321", [orgId]);
    const nothing = (await found("nowhere")).blocks;
    for (const text of ["4321", `charge_${row.cause_id}`]) {
      const { entries, blocks } = await found(text);
      expect(entries).toEqual([4321]);
      expect(blocks - nothing).toBeLessThan(200);
    }
  });
});
