import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { CRASH_POINTS } from "../../connection/crash-points.ts";
import { testCells } from "../../testing/cells.ts";
import { fillEveryTable } from "../../testing/fill-every-table.ts";
import { rowsOfOrganization, sidesOf } from "./an-organization-apart.test-support.ts";
import { endInterruptedMove, moveOrganization } from "./index.ts";

const cells = await testCells();
const platform = await cells.owner("platform");
const inA = await cells.owner("a");
const inB = await cells.owner("b");
const worker = await cells.open("worker");

const PROGRAM = fileURLToPath(new URL("./killed-move.fixture.ts", import.meta.url));
const POINTS = CRASH_POINTS.filter((point) => point.startsWith("move."));
/** The points before the commit of the source, which decides. */
const BEFORE = ["move.claimed", "move.compared", "move.locked", "move.copied"];

/** Moves an organization with a row in every table from `a` to `b`, in a process that is killed at a point. */
async function killedAt(point: string): Promise<{ orgId: string; before: Record<string, unknown[]> }> {
  const { orgId } = await cells.place("a");
  await fillEveryTable(inA, orgId);
  const before = await rowsOfOrganization(inA, orgId);
  const { platformUrl, cellUrls } = cells.owners;
  const args = [PROGRAM, platformUrl, JSON.stringify([...cellUrls]), orgId, "b", point];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
  const [, signal] = await once(child, "close");
  // Only the hook ends the process with a signal: a point that is never reached would end with an exit code.
  expect(signal).toBe("SIGKILL");
  // The server ends its sessions, which have the locks, when it notices.
  const databases = [platformUrl, ...cellUrls.values()].map((url) => new URL(url).pathname.slice(1));
  const sessions = "SELECT pid FROM pg_stat_activity WHERE application_name = 'scrip-move' AND datname = ANY ($1)";
  await expect.poll(() => platform.query(sessions, [databases]), { timeout: 20_000 }).toEqual([]);
  return { orgId, before };
}

const claims = (orgId: string) =>
  Promise.all([
    platform.query("SELECT step, from_cell, to_cell FROM organization_moves WHERE org_id = $1", [orgId]),
    platform.query("SELECT kind FROM platform_due WHERE ref = $1::text", [orgId]),
  ]);

describe.each(POINTS)("a move that is killed at %s", (point) => {
  it("E1 is ended once by the same command again", async () => {
    const { orgId, before } = await killedAt(point);
    expect(await moveOrganization(cells.owners, { orgId, to: "b", pause: 0 })).toMatchObject({ orgId, to: "b" });
    expect(await rowsOfOrganization(inB, orgId)).toEqual(before);
    expect(await sidesOf(cells, orgId)).toEqual({ a: "b", b: null, registry: "b" });
    expect(await claims(orgId)).toEqual([[], []]);
  });

  it("E1 is ended once by several workers, in the cell that the source's row names", async () => {
    const { orgId, before } = await killedAt(point);
    await Promise.all(Array.from({ length: 3 }, () => endInterruptedMove(worker, orgId)));
    const isBefore = BEFORE.includes(point);
    expect(await rowsOfOrganization(isBefore ? inA : inB, orgId)).toEqual(before);
    const sides = isBefore ? { a: null, registry: "a" } : { a: "b", b: null, registry: "b" };
    expect(await sidesOf(cells, orgId)).toMatchObject(sides);
    const [from, to] = isBefore ? ["b", "a"] : ["a", "b"];
    expect(await claims(orgId)).toEqual([[{ step: "clearing", from_cell: from, to_cell: to }], []]);
    // The next move removes what was left, and then moves.
    await moveOrganization(cells.owners, { orgId, to: isBefore ? "b" : "a", pause: 0 });
    expect(await rowsOfOrganization(isBefore ? inB : inA, orgId)).toEqual(before);
    expect(await claims(orgId)).toEqual([[], []]);
  });
});

it("leaves a move alone while its process lives", async () => {
  const { orgId } = await cells.place("a");
  const verify = async (): Promise<string[]> => {
    await platform.query("UPDATE platform_due SET due_at = 'epoch' WHERE ref = $1::text", [orgId]);
    await endInterruptedMove(worker, orgId);
    return [];
  };
  await moveOrganization(cells.owners, { orgId, to: "b", pause: 0, verify });
  expect(await sidesOf(cells, orgId)).toEqual({ a: "b", b: null, registry: "b" });
});
