import { expect, it } from "vitest";
import { aCellsApi } from "../testing/a-cells-api.ts";
import type { OutputOf } from "../testing/wire-types.ts";

const api = await aCellsApi();
const inA = await api.place("a");
const inB = await api.place("b");
const platform = await api.cells.owner("platform");
const ada = await api.aPerson({ isOperator: true });
const mia = await api.aPerson({ orgs: [inA, inB] });
const ben = await api.aPerson({ orgs: [inB] });
const bare = (org: string): string => org.slice("org_".length);

await platform.query(
  `UPDATE cells SET reported_at = '2026-01-01T12:00:00Z', organizations = 120, entries_per_second = 812.5,
    oldest_due_at = '2026-01-01T11:59:00Z', schema_version = 'V1' WHERE name = 'b'`,
);
await platform.query(
  `INSERT INTO organization_moves (org_id, from_cell, to_cell, started_at, step, rows_copied, rows_in_all)
    VALUES ($1, 'a', 'b', '2026-01-01T12:00:00Z', 'copying', 1200, 5000)`,
  [bare(inA)],
);

const list = async () => (await ada.call("operators.cells.list")).data as OutputOf<"operators.cells.list">;
const session = async (person: typeof mia) => (await person.call("session.get")).data as OutputOf<"session.get">;
const idsOf = (organizations: readonly { readonly id: string }[]) => organizations.map(({ id }) => id);

it("an operator sees the cells, what workers reported of them, and the moves under way", async () => {
  const { cells, moves } = await list();
  expect(cells).toMatchObject([
    { name: "a", state: "open", isFirst: true, epoch: 1, condition: "serving", why: null, report: null },
    {
      name: "b",
      isFirst: false,
      condition: "serving",
      report: {
        at: "2026-01-01T12:00:00.000Z",
        organizations: 120,
        entriesPerSecond: 812.5,
        oldestDueAt: "2026-01-01T11:59:00.000Z",
        schemaVersion: "V1",
      },
    },
  ]);
  expect(moves).toMatchObject([{ org: inA, from: "a", to: "b", step: "copying", rowsCopied: 1200, rowsInAll: 5000 }]);
  expect((await ada.call("operators.organization", { org: inB })).data).toMatchObject({ org: inB, cell: "b" });
});

it("a cell that is away is told, and the organizations of the other are served", async () => {
  api.toB.cut();
  const { cells } = await list();
  expect(cells).toMatchObject([
    { name: "a", condition: "serving" },
    { name: "b", condition: "away", report: { organizations: 120 } },
  ]);
  expect(cells[1]?.why).toMatch(/\w/);
  const { organizations, awayOrganizations } = await session(mia);
  expect(idsOf(organizations)).toEqual([inA]);
  expect(idsOf(awayOrganizations)).toEqual([inB]);
  expect((await mia.call("balance.get", { org: inA })).status).toBe(200);
  const refused = await mia.call("balance.get", { org: inB });
  expect([refused.status, refused.error?.code]).toEqual([503, "unavailable"]);
});

it("a person whose only organization is away gets no other one", async () => {
  api.toB.cut();
  const { organizations, awayOrganizations } = await session(ben);
  expect([organizations, idsOf(awayOrganizations)]).toEqual([[], [inB]]);
});

it("a cell that hangs delays the list by a second at most, and no person for long", async () => {
  api.toB.mend();
  expect((await list()).cells).toMatchObject([{ condition: "serving" }, { condition: "serving" }]);
  api.toB.stall();
  const [{ cells }, { awayOrganizations }] = await Promise.all([list(), session(mia)]);
  expect(cells).toMatchObject([{ condition: "serving" }, { condition: "away" }]);
  expect(idsOf(awayOrganizations)).toEqual([inB]);
  api.toB.mend();
});

it("a cell that is behind its epoch is refused, with what to do", async () => {
  await platform.query("UPDATE cells SET epoch = 99 WHERE name = 'b'");
  // The check of new connections reads the list.
  api.toB.cut();
  api.toB.mend();
  const { cells } = await list();
  expect(cells[1]).toMatchObject({ condition: "refused", epoch: 99, why: expect.stringContaining("reconcile b") });
});

it("a listed cell without an address in this process is unknown", async () => {
  await platform.query("INSERT INTO cells (name, epoch, is_first, added_at) VALUES ('c', 3, false, now())");
  await platform.query("UPDATE organization_registry SET cell = 'c' WHERE org_id = $1", [bare(inB)]);
  const { cells } = await list();
  expect(cells[2]).toMatchObject({
    name: "c",
    epoch: 3,
    condition: "unknown",
    why: expect.stringContaining("SCRIP_CELLS"),
  });
});
