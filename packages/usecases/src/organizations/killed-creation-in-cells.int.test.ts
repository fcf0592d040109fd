import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { bookStore, loadCatalog, publishCatalog } from "@scrip/db/catalog";
import { CRASH_POINTS } from "@scrip/db/connection";
import { CELL_NAMES, testCells } from "@scrip/db/testing";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { describe, expect, it } from "vitest";
import { PLATFORM_DUE, type PlatformDueDeps } from "../due/platform-handlers.ts";
import { createOrganization } from "./create-organization.ts";

const cells = await testCells();
const app = await cells.open("app");
const worker = await cells.open("worker");
const platform = await cells.owner("platform");
const catalogVersion = await publishCatalog(app, catalogText(tiered), 0);
const books = bookStore((version) => loadCatalog(app.organizations, version));

const PROGRAM = fileURLToPath(new URL("./killed-creation.fixture.ts", import.meta.url));
const POINTS = CRASH_POINTS.filter((point) => point.startsWith("organization."));

type Input = Parameters<typeof createOrganization>[2];

const create = (input: Input) =>
  createOrganization({ homes: app, books, catalogVersion, allowsTestClocks: true }, "tests", input);

/** Creates an organization in a process that is killed at a point. @returns its input, and the id that it claimed */
async function killedAt(point: string): Promise<{ readonly input: Input; readonly orgId: string }> {
  const input = { name: `Acme ${randomUUID()}`, idempotencyKey: randomUUID(), testClock: undefined };
  const urls = JSON.stringify({ ...cells.urls.app, cells: [...cells.urls.app.cells] });
  const args = [PROGRAM, urls, point, `${catalogVersion}`, JSON.stringify(input)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
  const [, signal] = await once(child, "close");
  // Only the hook ends the process with a signal: a point that is never reached would end with an exit code.
  expect(signal).toBe("SIGKILL");
  const [{ org_id: orgId }] = await platform.query("SELECT org_id FROM organization_registry WHERE creation_key = $1", [
    input.idempotencyKey,
  ]);
  return { input, orgId };
}

/** The organization is in the one cell that the registry names, and nothing is left to do. */
async function expectOne(orgId: string): Promise<void> {
  expect(await platform.query("SELECT * FROM platform_due WHERE ref = $1::text", [orgId])).toEqual([]);
  const [{ cell }] = await platform.query(
    "SELECT coalesce(cell, 'a') AS cell FROM organization_registry WHERE org_id = $1",
    [orgId],
  );
  for (const name of CELL_NAMES) {
    const owner = await cells.owner(name);
    const rows = await owner.query("SELECT moved_to FROM organizations WHERE org_id = $1", [orgId]);
    expect(rows).toEqual(name === cell ? [{ moved_to: null }] : []);
  }
}

describe.each(POINTS)("a creation in a cell that is killed at %s", (point) => {
  it("E1 is finished once, in its cell, by concurrent retries of the call and the sweeps of workers", async () => {
    const { input, orgId } = await killedAt(point);
    const deps = { homes: worker, origin: null } as unknown as PlatformDueDeps;
    const made = await Promise.all([create(input), PLATFORM_DUE.create_organization(deps, orgId), create(input)]);
    expect([made[0].orgId, made[2].orgId]).toEqual([orgId, orgId]);
    await expectOne(orgId);
  });
});

it("E13 an organization that a restore of its cell lost is not made again by its key, and its name stays taken", async () => {
  const input = { name: `Acme ${randomUUID()}`, idempotencyKey: randomUUID(), testClock: undefined };
  const { orgId } = await create(input);
  const [{ cell }] = await platform.query(
    "SELECT coalesce(cell, 'a') AS cell FROM organization_registry WHERE org_id = $1",
    [orgId],
  );
  const owner = await cells.owner(cell);
  await owner.transaction(async (tx) => {
    await tx.query("SET LOCAL session_replication_role = replica");
    for (const table of ["audit_details", "audit_entries", "audit_heads", "organizations"])
      await tx.query(`DELETE FROM ${table} WHERE org_id = $1`, [orgId]);
  });
  const lost = { code: "organization_not_found", data: { organization: orgId }, message: /was lost.*stay taken/ };
  await expect(create(input)).rejects.toMatchObject({
    refusal: { ...lost, message: expect.stringMatching(lost.message) },
  });
  await expect(create({ ...input, idempotencyKey: randomUUID() })).rejects.toMatchObject({
    refusal: { code: "name_taken" },
  });
  expect(await owner.query("SELECT FROM organizations WHERE org_id = $1", [orgId])).toEqual([]);
});
