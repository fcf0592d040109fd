import { afterEach, describe, expect, it } from "vitest";
import { testCells } from "../../testing/cells.ts";
import { fillEveryTable } from "../../testing/fill-every-table.ts";
import { ORDINARY_TABLES, organizationTables } from "../../testing/tables.ts";
import { rowsOfOrganization, sidesOf } from "./an-organization-apart.test-support.ts";
import { openCellSession } from "./cell-session.ts";
import { MoveRefused, moveOrganization } from "./index.ts";
import { ARCHIVED_TABLES, movedTables } from "./moved-tables.ts";

const cells = await testCells();
const platform = await cells.owner("platform");
const inA = await cells.owner("a");
const inB = await cells.owner("b");
const tables = await organizationTables(inA);

afterEach(async () => {
  await platform.query("UPDATE cells SET state = 'open'");
});

const move = (orgId: string, to: string) => moveOrganization(cells.owners, { orgId, to, pause: 0 });

const refusal = (moving: Promise<unknown>): Promise<string> =>
  moving.then(
    () => "moved",
    (error: unknown) => (error instanceof MoveRefused ? error.code : String(error)),
  );

const movedTo = async (orgId: string): Promise<unknown[]> => {
  const { a, b } = await sidesOf(cells, orgId);
  return [a, b];
};

it("knows every table of organizations, and whether its rows stay as an archive", async () => {
  const session = await openCellSession("a", cells.owners.cellUrls.get("a") ?? "");
  const moved = (await movedTables(session)).map(({ name }) => name);
  await session.close();
  expect(moved.toSorted()).toEqual(tables);
  // Those of plans stay too: credit and prices follow from them.
  const cleared = ORDINARY_TABLES.filter((name) => !ARCHIVED_TABLES.includes(name));
  expect([...ARCHIVED_TABLES, ...cleared, "due"].toSorted()).toEqual(tables);
});

describe("an organization with a row in every table", () => {
  it("moves with all of them, and leaves behind only the rows of its ledger", async () => {
    const { orgId } = await cells.place("a");
    await fillEveryTable(inA, orgId);
    const before = await rowsOfOrganization(inA, orgId);
    expect(Object.entries(before).flatMap(([table, rows]) => (rows.length === 0 ? [table] : []))).toEqual([]);
    expect(await move(orgId, "b")).toMatchObject({ orgId, from: "a", to: "b" });
    expect(await rowsOfOrganization(inB, orgId)).toEqual(before);
    expect(await movedTo(orgId)).toEqual(["b", null]);
    const after = await rowsOfOrganization(inA, orgId);
    for (const table of tables) expect(after[table]).toEqual(ARCHIVED_TABLES.includes(table) ? before[table] : []);
    expect(await platform.query("SELECT * FROM organization_moves")).toEqual([]);
    expect(await platform.query("SELECT * FROM platform_due")).toEqual([]);
    expect((await sidesOf(cells, orgId)).registry).toBe("b");
    // And back, over the archive; what has changed and what is gone since then is so afterwards.
    await inB.query("UPDATE grants SET spent = spent + 1, avail = avail - 1 WHERE org_id = $1", [orgId]);
    await inB.query("DELETE FROM notices WHERE org_id = $1", [orgId]);
    const changed = await rowsOfOrganization(inB, orgId);
    await move(orgId, "a");
    expect(await rowsOfOrganization(inA, orgId)).toEqual(changed);
    expect(await movedTo(orgId)).toEqual([null, "a"]);
  });

  it("takes along what changes between the rounds: rows that are new, changed, deleted, or in the place of another", async () => {
    const { orgId } = await cells.place("a");
    await fillEveryTable(inA, orgId);
    let changed: Record<string, unknown[]> = {};
    // The move asks for this while nothing is locked, after the first rounds.
    const verify = async (_: string, __: string, since: number | null) => {
      if (since !== null) return [];
      await inA.query("DELETE FROM webhook_attempts WHERE org_id = $1", [orgId]);
      await inA.query("UPDATE notices SET id = gen_random_uuid() WHERE org_id = $1", [orgId]);
      await inA.query("UPDATE grants SET business_key = 'another' WHERE org_id = $1", [orgId]);
      await inA.query(
        `INSERT INTO runway_history SELECT org_id, at + interval '1 day', state, ends_at, per_hour FROM runway_history
          WHERE org_id = $1`,
        [orgId],
      );
      await inA.query("UPDATE organizations SET available = available + 5 WHERE org_id = $1", [orgId]);
      changed = await rowsOfOrganization(inA, orgId);
      return [];
    };
    await moveOrganization(cells.owners, { orgId, to: "b", pause: 0, verify });
    expect(await rowsOfOrganization(inB, orgId)).toEqual(changed);
  });
});

describe("a move that cannot be", () => {
  it("is refused, and says why", async () => {
    const { orgId } = await cells.place("a");
    expect(await refusal(move(orgId, "a"))).toBe("already_there");
    expect(await refusal(move(orgId, "c"))).toBe("unknown_cell");
    expect(await refusal(move(crypto.randomUUID(), "b"))).toBe("organization_not_found");
    await platform.query("UPDATE cells SET state = 'draining' WHERE name = 'b'");
    expect(await refusal(move(orgId, "b"))).toBe("cell_draining");
    await platform.query("UPDATE cells SET state = 'open'");
    const crossed = new Map([...cells.owners.cellUrls].map(([name]) => [name, cells.owners.cellUrls.get("a") ?? ""]));
    expect(await refusal(moveOrganization({ ...cells.owners, cellUrls: crossed }, { orgId, to: "b" }))).toBe(
      "wrong_database",
    );
    await inB.query("ALTER TABLE notices ADD COLUMN of_a_later_version text");
    expect(await refusal(move(orgId, "b"))).toBe("schema_differs");
    await inB.query("ALTER TABLE notices DROP COLUMN of_a_later_version");
    expect((await sidesOf(cells, orgId)).a).toBe(null);
    expect(await platform.query("SELECT * FROM organization_moves")).toEqual([]);
  });

  it("is refused while another process moves the organization", async () => {
    const { orgId } = await cells.place("a");
    const seen: string[] = [];
    const verify = async () => {
      seen.push(await refusal(move(orgId, "b")));
      return [];
    };
    await moveOrganization(cells.owners, { orgId, to: "b", pause: 0, verify });
    expect(seen[0]).toBe("under_way");
  });

  it("is refused if the target has another history of the organization", async () => {
    const { orgId } = await cells.place("a");
    await move(orgId, "b");
    await move(orgId, "a");
    await inB.query("UPDATE organizations SET hash = sha256('another') WHERE org_id = $1", [orgId]);
    expect(await refusal(move(orgId, "b"))).toBe("history_differs");
    expect((await sidesOf(cells, orgId)).a).toBe(null);
  });

  it("is given up if the copy does not add up, and everything stays as it was", async () => {
    const { orgId } = await cells.place("a");
    await fillEveryTable(inA, orgId);
    const before = await rowsOfOrganization(inA, orgId);
    const verify = async () => ["L11"];
    await expect(moveOrganization(cells.owners, { orgId, to: "b", pause: 0, verify })).rejects.toThrow(
      "does not add up",
    );
    expect((await sidesOf(cells, orgId)).a).toBe(null);
    expect(await rowsOfOrganization(inA, orgId)).toEqual(before);
    await move(orgId, "b");
    expect(await rowsOfOrganization(inB, orgId)).toEqual(before);
  });
});
