import { catalogText, tiered } from "@scrip/domain/catalog";
import { beforeAll, describe, expect, it } from "vitest";
import type { Statement } from "../../connection/query.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { anOrganization, LONG_AGO, longHistory, testDatabase } from "../../testing/index.ts";
import { GRANTS } from "./balance-as-of.ts";
import { PAID } from "./grant-charges.ts";

/** Ten grants, each of which paid for five thousand entries in a row. */
const ENTRIES = 50_000;
const PAGE = 50;

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");
const { orgId } = await anOrganization(app, { catalog: catalogText(tiered) });
beforeAll(async () => {
  await longHistory(owner, orgId, ENTRIES);
  // The first statement of a connection also reads the system catalog.
  await blocksOf(asOf(1));
});

/**
 * The number of blocks that a statement touches, in memory or not. It runs twice and the smaller number counts, since
 * the first run may also read the system catalog, sometimes again after autovacuum.
 */
async function blocksOf(statement: Statement): Promise<number> {
  const first = await blocksNow(statement);
  const second = await blocksNow(statement);
  return Math.min(first, second);
}

async function blocksNow({ text, values }: Statement): Promise<number> {
  return readOrganization(app.organizations, orgId, { byKey: true }, async (query) => {
    const [row = {}] = await query({ text: `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, values });
    const [{ Plan: plan }] = row["QUERY PLAN"] as [{ Plan: Record<string, number> }];
    return (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0);
  });
}

const asOf = (seq: number): Statement => ({
  text: GRANTS,
  values: [orgId, seq, new Date(LONG_AGO + seq * 1000).toISOString()],
});

async function grantIssuedAt(seq: number): Promise<string> {
  const [row] = await owner.query("SELECT cause_id FROM entries WHERE org_id = $1 AND seq = $2", [orgId, seq]);
  return row.cause_id as string;
}

const paid = (grant: string, before: number): Statement => ({
  text: PAID,
  values: [orgId, grant, before, -1, null, 2, PAGE + 1],
});

describe("in a long history", () => {
  it.each([1, 300, 25_000, 49_999, 50_000])("the grants as of entry %i are found in few blocks", async (seq) => {
    // The last mark of each of the ten grants, and the postings of at most 255 entries.
    expect(await blocksOf(asOf(seq))).toBeLessThan(60);
  });

  it("a page of the charges that a grant paid is found in few blocks, for old and new grants", async () => {
    for (const [issued, before] of [
      [1, 5_000],
      [20_001, Number.MAX_SAFE_INTEGER],
      [20_001, 22_000],
      [45_001, Number.MAX_SAFE_INTEGER],
    ] as const)
      expect(await blocksOf(paid(await grantIssuedAt(issued), before)), `issued ${issued}`).toBeLessThan(60);
  });

  it("both touch many blocks without marks", async () => {
    await owner.query("ALTER TABLE grant_marks DISABLE TRIGGER ALL");
    await owner.query("ALTER TABLE marked_blocks DISABLE TRIGGER ALL");
    await owner.query("DELETE FROM grant_marks; DELETE FROM marked_blocks");
    expect(await blocksOf(asOf(49_999))).toBeGreaterThan(500);
    expect(await blocksOf(paid(await grantIssuedAt(20_001), Number.MAX_SAFE_INTEGER))).toBeGreaterThan(500);
  });

  it("missing marks of a loaded history are added, four blocks at each end of a block", async () => {
    const marked = () => owner.query("SELECT count(*) AS blocks FROM marked_blocks WHERE org_id = $1", [orgId]);
    const [{ seq }] = await owner.query("SELECT seq FROM organizations WHERE org_id = $1", [orgId]);
    const end = (Math.floor(Number(seq) / 256) + 1) * 256;
    await owner.query(
      `INSERT INTO entries SELECT org_id, $2, at, recorded_at, kind, actor_type, actor_id, cause_type, cause_id, 2,
          available, reserved, owed, hash FROM entries WHERE org_id = $1 AND seq = 1`,
      [orgId, end],
    );
    expect(await marked()).toEqual([{ blocks: 4n }]);
  });
});
