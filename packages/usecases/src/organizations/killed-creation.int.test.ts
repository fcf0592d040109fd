import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { bookStore, loadCatalog, publishCatalog } from "@scrip/db/catalog";
import { CRASH_POINTS } from "@scrip/db/connection";
import { openLedger } from "@scrip/db/ledger";
import { getOrganization } from "@scrip/db/organizations";
import { openQueue } from "@scrip/db/queue";
import { testDatabase } from "@scrip/db/testing";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { PLATFORM_DUE } from "../due/platform-handlers.ts";
import { runPlatformDue } from "../due/run-platform-due.ts";
import { createOrganization } from "./create-organization.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const worker = await database.open("worker");
const queue = await openQueue(worker);
afterAll(() => queue.close());
const catalogVersion = await publishCatalog(app, catalogText(tiered), 0);
const books = bookStore((version) => loadCatalog(app.organizations, version));
const ledger = openLedger({ url: database.urls.worker, books, lanes: 1 });
afterAll(() => ledger.close());
const sweeper = {
  homes: worker,
  queue,
  mails: null,
  ledger,
  books,
  origin: null,
  catalogVersion: async () => catalogVersion,
};
beforeEach(async () => {
  await owner.query("DELETE FROM platform_due");
});

const PROGRAM = fileURLToPath(new URL("./killed-creation.fixture.ts", import.meta.url));
const POINTS = CRASH_POINTS.filter((point) => point.startsWith("organization."));

type Input = Parameters<typeof createOrganization>[2];

const anInput = (some: Partial<Input> = {}): Input => ({
  name: `Acme ${randomUUID()}`,
  idempotencyKey: randomUUID(),
  testClock: undefined,
  ...some,
});

const create = (input: Input) =>
  createOrganization({ homes: app, books, catalogVersion, allowsTestClocks: true }, "tests", input);

/** Creates an organization in a process that is killed at a point. @returns the id that it claimed */
async function killedAt(point: string, input: Input): Promise<string> {
  const args = [PROGRAM, JSON.stringify(database.homeUrls.app), point, `${catalogVersion}`, JSON.stringify(input)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
  const [, signal] = await once(child, "close");
  // Only the hook ends the process with a signal: a point that is never reached would end with an exit code.
  expect(signal).toBe("SIGKILL");
  const [{ org_id: orgId }] = await owner.query("SELECT org_id FROM organization_registry WHERE creation_key = $1", [
    input.idempotencyKey,
  ]);
  return orgId;
}

async function expectOne(orgId: string, input: Input): Promise<void> {
  expect(await owner.query("SELECT * FROM platform_due")).toEqual([]);
  const ids = "SELECT org_id FROM";
  expect(await owner.query(`${ids} organizations WHERE name = $1`, [input.name])).toEqual([{ org_id: orgId }]);
  expect(await owner.query(`${ids} organization_registry WHERE name = $1`, [input.name])).toEqual([{ org_id: orgId }]);
  expect(await create(input)).toEqual(await getOrganization(app.organizations, orgId));
}

const fallDue = () => owner.query("UPDATE platform_due SET due_at = now() - interval '1 second'");

describe.each(POINTS)("a creation that is killed at %s", (point) => {
  it("E1 is finished once by concurrent retries of the call", async () => {
    const input = anInput({ testClock: 1_000 });
    const orgId = await killedAt(point, input);
    const made = await Promise.all(Array.from({ length: 4 }, () => create(input)));
    expect(new Set(made.map((each) => each.orgId))).toEqual(new Set([orgId]));
    expect(made[0]).toMatchObject({ clockAt: 1_000, createdAt: 1_000, catalogVersion });
    await expectOne(orgId, input);
  });

  it("E1 is finished once by the sweeps of several workers, but not before it is due", async () => {
    const input = anInput();
    const orgId = await killedAt(point, input);
    const isDone = point === "organization.marked";
    expect(await runPlatformDue(sweeper)).toEqual({ ran: 0, failed: [], parked: [] });
    expect(await owner.query("SELECT kind FROM platform_due")).toHaveLength(isDone ? 0 : 1);
    await fallDue();
    const swept = await Promise.all(Array.from({ length: 3 }, () => runPlatformDue(sweeper)));
    expect(swept.some(({ ran }) => ran === 1)).toBe(!isDone);
    expect(swept.flatMap(({ failed }) => failed)).toEqual([]);
    await expectOne(orgId, input);
  });
});

describe("claims that fail repeatedly", () => {
  const failing = { ...PLATFORM_DUE, create_organization: () => Promise.reject(new Error("no room")) };
  const alerts = () => owner.query("SELECT data FROM pgboss.job WHERE name = 'operators.alert'");

  it("D5 are parked with an alert after five tries, and the others continue", async () => {
    await owner.query(
      "INSERT INTO platform_due (kind, ref, due_at) VALUES ('create_organization', 'poisoned', 'epoch')",
    );
    await owner.query("INSERT INTO platform_due (kind, ref, due_at) VALUES ('copy_catalog', $1, 'epoch')", [
      `${catalogVersion}`,
    ]);
    const first = await runPlatformDue(sweeper, undefined, failing);
    expect(first).toMatchObject({ ran: 1, failed: [{ ref: "poisoned" }], parked: [] });
    for (let tries = 2; tries < 5; tries += 1) await runPlatformDue(sweeper, undefined, failing);
    expect(await alerts()).toEqual([]);
    expect((await runPlatformDue(sweeper, undefined, failing)).parked).toMatchObject([{ ref: "poisoned" }]);
    const about = { about: "platform_due_parked", kind: "create_organization", ref: "poisoned", problem: "no room" };
    expect(await alerts()).toEqual([{ data: about }]);
    expect(await runPlatformDue(sweeper, undefined, failing)).toEqual({ ran: 0, failed: [], parked: [] });
    expect(await owner.query("SELECT tries FROM platform_due WHERE parked_at IS NOT NULL")).toEqual([{ tries: 5 }]);
  });

  it("are not counted while the database does not answer", async () => {
    await owner.query("INSERT INTO platform_due (kind, ref, due_at) VALUES ('create_organization', 'away', 'epoch')");
    const away = { ...PLATFORM_DUE, create_organization: () => Promise.reject(new Error("Connection terminated")) };
    await expect(runPlatformDue(sweeper, undefined, away)).rejects.toThrow("Connection terminated");
    expect(await owner.query("SELECT tries FROM platform_due")).toEqual([{ tries: 0 }]);
  });
});
