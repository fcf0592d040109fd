import { expect, it } from "vitest";
import { anApi } from "../testing/an-api.ts";

const api = await anApi();
const HOUR_MS = 3_600_000;

const download = (query: Record<string, string>) =>
  fetch(`${api.url}/download/jobs.csv?${new URLSearchParams(query).toString()}`, {
    headers: { authorization: `Bearer ${api.key}` },
  });

/** The cells of a file in which no cell has a comma or a line break. */
async function rowsOf(query: Record<string, string>): Promise<string[][]> {
  const text = await (await download(query)).text();
  return text
    .replace(/^\ufeff/, "")
    .trimEnd()
    .split("\n")
    .map((row) => row.split(","));
}

it("F7 has the filtered jobs in the order of the list, with exact amounts, and no name is a formula", async () => {
  const org = await api.anOrganization({ credit: 50_000_000 });
  const start = (job: string, rest: object = {}) =>
    api.ok("jobs.start", { org, job, resource: "gpu.rtx-3090", next: { untilMs: HOUR_MS }, ...rest });
  await start("=1+1", { member: "@ana", unitsMilli: 1500 });
  await start("train", { project: "vision" });
  await api.ok("clocks.advance", { org, to: "2026-01-01T13:00:00Z" });
  await api.ok("jobs.complete", { org, job: "train", quantityMs: 1_000_001 });

  const response = await download({ org });
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="jobs-acme-[0-9a-f-]+\.csv"$/);
  const [header, ...rows] = await rowsOf({ org, sort: "used" });
  expect(header?.slice(0, 4)).toEqual(["Job", "State", "Resource", "Units"]);
  const times = ["2026-01-01T12:00:00.000Z", "2026-01-01T13:00:00.000Z"];
  expect(rows.map((row) => row.slice(0, -1))).toEqual([
    [
      "train",
      "completed",
      "gpu.rtx-3090",
      "1",
      "training",
      "epochs",
      "vision",
      "",
      ...times,
      "1000001",
      "1000001",
      "0.44",
      "0.122222",
      "0.00",
    ],
    [
      "'=1+1",
      "running",
      "gpu.rtx-3090",
      "1.5",
      "training",
      "epochs",
      "",
      "'@ana",
      times[0],
      "",
      "0",
      "0",
      "0.66",
      "0.00",
      "0.66",
    ],
  ]);
  const names = async (query: Record<string, string>) => (await rowsOf({ org, ...query })).slice(1).map(([job]) => job);
  expect(await names({ sort: "used", direction: "asc" })).toEqual(["'=1+1", "train"]);
  expect(await names({ states: "completed" })).toEqual(["train"]);
  expect((await download({ org, sort: "size" })).status).toBe(400);
  expect((await download({ org: "org_00000000-0000-7000-8000-000000000000" })).status).toBe(404);
});

it("streams page by page, so that every job of a long list is there once", async () => {
  const org = await api.anOrganization();
  const orgId = org.replace("org_", "");
  await api.owner.query(
    `INSERT INTO jobs (org_id, id, ref, resource, work, mode, rate, units_milli, catalog_version, started_at, state,
          paused_ms, reported_ms, chargeable_ms, charged, charges, ended_at)
        SELECT org_id, md5(i::text)::uuid, 'job ' || i, 'gpu.l40s', 'training', 'epochs', 440000000, 1000, catalog_version,
          '2026-01-01T12:00:00Z', 'completed', 0, 0, 0, i % 7, 1, '2026-01-01T12:00:00Z'
        FROM organizations, generate_series(1, 2500) AS i WHERE org_id = $1`,
    [orgId],
  );
  const names = (await rowsOf({ org, sort: "used" })).slice(1).map(([job]) => job);
  expect([names.length, new Set(names).size]).toEqual([2500, 2500]);
});
