import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { openReadingPool } from "../connection/pools.ts";
import { anOrganization, testDatabase } from "../testing/index.ts";
import { duePage, PAGES } from "./due-page.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const AT = "2026-01-01T00:00:00Z";

const orgIds: string[] = [];
beforeAll(async () => {
  for (let n = 0; n < 3; n += 1) orgIds.push((await anOrganization(app)).orgId);
  await owner.query(
    `INSERT INTO due (org_id, kind, ref_id, due_at, on_test_clock)
      SELECT unnest($1::uuid[]), 'expire_hold', gen_random_uuid(), $2::timestamptz, false FROM generate_series(1, 700)`,
    [orgIds.slice(0, 2), AT],
  );
  await owner.query("INSERT INTO due VALUES ($1, 'expire_grant', $2, $3, false)", [orgIds[2], randomUUID(), AT]);
  await owner.query("ANALYZE due");
});

describe("pages of due work that are asked for at once", () => {
  it("are each of their own organization, and go on where they ended", async () => {
    const pool = openReadingPool({ url: database.urls.worker }, 2);
    try {
      const pages = await Promise.all([...orgIds, randomUUID()].map((orgId) => duePage(pool, orgId, null)));
      expect(pages.map(({ works, next }) => [works.length, next !== null])).toEqual([
        [500, true],
        [500, true],
        [1, false],
        [0, false],
      ]);
      for (const [index, { works }] of pages.entries())
        expect(new Set(works.map(({ orgId }) => orgId)).size).toBe(index < 3 ? 1 : 0);
      const [first] = pages;
      const rest = await duePage(pool, orgIds[0] ?? "", first?.next ?? null);
      expect([rest.works.length, rest.next]).toEqual([200, null]);
      const refs = [...(first?.works ?? []), ...rest.works].map(({ refId }) => refId);
      expect(new Set(refs).size).toBe(700);
      expect(refs).toEqual(refs.toSorted());
    } finally {
      await pool.end();
    }
  });

  it("are found by their organizations, however many rows fell due at one instant", async () => {
    const pool = openReadingPool({ url: database.urls.worker }, 1);
    try {
      const client = await pool.connect();
      await client.query(`PREPARE pages AS ${PAGES}`);
      const { rows } = await client.query<{ "QUERY PLAN": string }>(
        `EXPLAIN EXECUTE pages ('{${orgIds.join()}}', '{-infinity,-infinity,-infinity}', '{0,0,0}', '{${orgIds.join()}}')`,
      );
      client.release();
      const plan = rows.map((line) => line["QUERY PLAN"]).join("\n");
      expect(plan).toContain("due_pkey");
      expect(plan).not.toContain("due_sweep_idx");
    } finally {
      await pool.end();
    }
  });
});
