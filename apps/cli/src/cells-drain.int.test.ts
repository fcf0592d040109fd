import { randomUUIDv7 } from "node:crypto";
import { testCells } from "@scrip/db/testing";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { expect, it } from "vitest";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";

const cells = await testCells();
const platform = await cells.owner("platform");
const setting = [...cells.owners.cellUrls].map(([name, url]) => `${name}=${url}`).join(",");

it("empties a cell, again after an interruption, and says how to remove it", async () => {
  const orgs = await Promise.all([1, 2, 3].map(() => cells.place("b", { catalog: catalogText(tiered) })));
  expect((await scrip("drain", "c")).notes).toContain("SCRIP_CELLS has no address of c");
  await platform.query("UPDATE cells SET state = 'draining' WHERE name = 'a'");
  expect((await scrip("drain", "b")).notes).toContain("No other cell is open");
  expect(await scrip("drain", "a", "--undo")).toMatchObject({ code: 0, notes: "a is open again." });

  // One organization cannot move, and one is being created.
  const stuck = orgs[0]?.orgId ?? "";
  await (await cells.owner("a")).query(
    "INSERT INTO organizations SELECT * FROM jsonb_populate_record(NULL::organizations, $1)",
    [JSON.stringify(await rowOf(stuck))],
  );
  const claimed = randomUUIDv7();
  await platform.query(
    `INSERT INTO organization_registry (owner, name, creation_key, payload_hash, org_id, catalog_version, plan, cell)
      SELECT owner, $1::text, $1::text, payload_hash, $1::uuid, catalog_version, plan, 'b' FROM organization_registry LIMIT 1`,
    [claimed],
  );
  await platform.query("INSERT INTO platform_due (kind, ref, due_at) VALUES ('create_organization', $1, 'infinity')", [
    claimed,
  ]);
  const first = await scrip("drain", "b", "--json");
  expect([first.code, JSON.parse(first.out)]).toEqual([
    1,
    {
      cell: "b",
      moved: 2,
      left: 2,
      claimed: 1,
      failed: [{ org: `org_${stuck}`, problem: expect.stringContaining("history") }],
    },
  ]);
  expect(await platform.query("SELECT state FROM cells WHERE name = 'b'")).toEqual([{ state: "draining" }]);
  expect((await scrip("remove", "b")).notes).toContain("b has 2 organizations");

  await (await cells.owner("a")).query("DELETE FROM organizations WHERE org_id = $1", [stuck]);
  await platform.query("DELETE FROM organization_registry WHERE org_id = $1", [claimed]);
  await platform.query("DELETE FROM platform_due WHERE ref = $1", [claimed]);
  const second = await scrip("drain", "b");
  expect(second).toMatchObject({ code: 0 });
  expect(second.notes).toContain("1 organizations moved.\nb is empty. To take it off the list: scrip cells remove b");
  expect(await platform.query("SELECT DISTINCT cell FROM organization_registry")).toEqual([{ cell: "a" }]);
  expect(await cells.findings()).toEqual([]);
  expect(await scrip("remove", "b")).toMatchObject({ code: 0 });
});

async function scrip(...args: string[]) {
  const out: string[] = [];
  const notes: string[] = [];
  const code = await runProgram(["cells", ...args], {
    env: readEnv({ DATABASE_URL: cells.owners.platformUrl, SCRIP_CELLS: setting }),
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    showProgress: () => ({ advance: () => {}, setTotal: () => {}, stop: () => {} }),
  });
  return { code, out: out.join("\n"), notes: notes.join("\n") };
}

async function rowOf(orgId: string): Promise<unknown> {
  const b = await cells.owner("b");
  const [found] = await b.query("SELECT to_jsonb(o) AS row FROM organizations AS o WHERE org_id = $1", [orgId]);
  return found.row;
}
