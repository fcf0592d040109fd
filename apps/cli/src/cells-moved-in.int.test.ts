import { spawn } from "node:child_process";
import { randomUUIDv7 } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { inOrganization } from "@scrip/db/connection";
import { type OpenHomes, openHomes } from "@scrip/db/schema";
import { type CellName, freePort, testCells } from "@scrip/db/testing";
import { Account } from "@scrip/db/testing/ledger";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import { importSubscription } from "@scrip/usecases/plans/import-subscription";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";
import { cellBackup } from "./testing/cell-backup.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const cells = await testCells();
const platform = await cells.owner("platform");
const inA = await cells.owner("a");
const inB = await cells.owner("b");
const backup = cellBackup(platform, cells.owners.cellUrls.get("b") ?? "");
const opened: OpenHomes[] = [];
afterAll(() => Promise.all(opened.map((homes) => homes.close())));

const ENV = {
  DATABASE_URL: cells.owners.platformUrl,
  SCRIP_CELLS: [...cells.owners.cellUrls].map(([name, url]) => `${name}=${url}`).join(","),
};

const scrip = (...args: string[]) => scripWith({}, ...args);

async function scripWith(some: Partial<typeof ENV>, ...args: string[]) {
  const out: string[] = [];
  const code = await runProgram(args, {
    env: readEnv({ ...ENV, ...some }),
    out: (text) => out.push(text),
    note: (text) => out.push(text),
    showProgress: () => ({ setTotal: () => {}, advance: () => {}, stop: () => {} }),
  });
  return { code, out: out.join("\n") };
}

const PROGRAM = fileURLToPath(new URL("./killed-reconcile.fixture.ts", import.meta.url));

const acceptKilledAt = (point: string) => killedAt(point, "cells", "reconcile", "b", "--accept");

/** Runs `scrip` in a process that is killed at a crash point. */
async function killedAt(point: string, ...args: string[]): Promise<void> {
  const child = spawn(process.execPath, [PROGRAM, point, ...args], {
    env: { ...process.env, ...ENV },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [, signal] = await once(child, "close");
  expect({ point, signal }).toEqual({ point, signal: "SIGKILL" });
  // The server ends its sessions, which have the locks, when it notices.
  const left = "SELECT FROM pg_stat_activity WHERE application_name = 'scrip-move' AND datname = ANY ($1)";
  const databases = [ENV.DATABASE_URL, ...cells.owners.cellUrls.values()].map((url) => new URL(url).pathname.slice(1));
  await vi.waitFor(async () => expect(await platform.query(left, [databases])).toEqual([]), { timeout: 20_000 });
}

const homes = await openHomes(cells.urls.app, { applicationName: "scrip-test-moved-in", watchMs: 50 });
opened.push(homes);
const ledger = await cells.openLedger({}, homes);
const books = bookStore((version) => loadCatalog(homes.organizations, version));

/** An organization with every kind of work that falls due, and a member beside its owner. */
async function aBusyOne(cell: CellName) {
  const { orgId } = await cells.place(cell, { catalog: catalogText(tiered) });
  const account = new Account(ledger, orgId);
  const soon = Date.now() + 86_400_000;
  await account.grant("50.00");
  await account.grant("10.00", { source: "code", grantKind: "promotional", expiresAt: soon });
  await account.grant("7.00", { effectiveAt: soon, expiresAt: soon + 86_400_000 });
  await account.run("placeHold", { amount: usd("3.00"), ttlMs: 3_600_000 });
  const labels = { project: null, member: null };
  await account.run("startEndpoint", { ref: "chat", resource: "endpoint.cpu-2", unitsMilli: 1_000, ...labels });
  await account.run("setStorage", {
    ref: "disk",
    bytes: 600n * 10n ** 9n,
    resource: "storage.gb-month",
    since: null,
    ...labels,
  });
  const since = Date.now() - 86_400_000;
  const terms = { orgId, key: orgId, plan: "pro", interval: "month", since, isCancelled: false } as const;
  await importSubscription({ ledger, homes, books }, terms, false);
  const owner = await aMember(cell, orgId, "owner");
  const admin = await aMember(cell, orgId, "admin");
  await platform.query("UPDATE organization_registry SET owner_person = $2 WHERE org_id = $1", [orgId, owner]);
  return { orgId, account, owner, admin };
}

async function aMember(cell: CellName, orgId: string, role: string): Promise<string> {
  const person = randomUUIDv7();
  const inCell = cell === "a" ? inA : inB;
  await inCell.query("INSERT INTO members VALUES ($1, $2, $3, date_trunc('milliseconds', now()))", [
    orgId,
    person,
    role,
  ]);
  await platform.query("INSERT INTO memberships VALUES ($1, $2, 'member', date_trunc('milliseconds', now()))", [
    person,
    orgId,
  ]);
  return person;
}

async function move(orgId: string, to: CellName): Promise<void> {
  expect(await scrip("org", "move", `org_${orgId}`, to)).toMatchObject({ code: 0 });
}

const LEDGER = ["organizations", "entries", "grants", "holds", "endpoints", "storage_meters", "subscription_periods"];

/** The rows of the ledger and the due work of an organization in the cell `b`. */
async function stateOf(orgId: string) {
  const rows: Record<string, unknown[]> = {};
  for (const table of LEDGER)
    rows[table] = await inB.query(
      `SELECT (to_jsonb(t) - 'moved_to')::text AS row FROM ${table} t WHERE org_id = $1 ORDER BY 1`,
      [orgId],
    );
  const due = await inB.query(
    "SELECT kind, ref_id, due_at FROM due WHERE org_id = $1 AND kind <> ALL ($2) ORDER BY kind, ref_id",
    [orgId, ["send_notice", "review_alerts", "sync_subscription"]],
  );
  return { rows, due };
}

const membersOf = async (orgId: string): Promise<Record<string, string>> => {
  const rows: { person_id: string; role: string }[] = await inB.query(
    "SELECT person_id, role FROM members WHERE org_id = $1",
    [orgId],
  );
  return Object.fromEntries(rows.map((row) => [row.person_id, row.role]));
};

/** The number of the last entry of an organization in the cell `b`. */
async function seqOf(orgId: string): Promise<number> {
  const [row] = await inB.query("SELECT seq FROM organizations WHERE org_id = $1", [orgId]);
  return Number(row.seq);
}

type Busy = Awaited<ReturnType<typeof aBusyOne>>;
interface Known {
  readonly state: Awaited<ReturnType<typeof stateOf>>;
  readonly seq: number;
}

let newcomer: Busy;
let again: Busy;
let returned: Busy;
let left: Busy;
let halfway: Busy;
let fresh: string;
const known = new Map<string, Known>();

/** Moves an organization into the cell, notes its state there, and lets it go on: that will be lost. */
async function arrive({ orgId, account }: Busy): Promise<void> {
  await move(orgId, "b");
  known.set(orgId, { state: await stateOf(orgId), seq: await seqOf(orgId) });
  await account.grant("100.00");
}

beforeAll(async () => {
  newcomer = await aBusyOne("a");
  again = await aBusyOne("b");
  await move(again.orgId, "a");
  returned = await aBusyOne("b");
  left = await aBusyOne("b");
  halfway = await aBusyOne("a");
  await backup.backUp();

  // What happens after the backup.
  await vi.waitFor(() => returned.account.grant("1.00"), { timeout: 20_000 });
  await arrive(newcomer);
  await arrive(again);
  await move(returned.orgId, "a");
  await returned.account.grant("2.00");
  const removed = [returned.orgId, returned.admin];
  await inA.query("DELETE FROM members WHERE org_id = $1 AND person_id = $2", removed);
  await platform.query("DELETE FROM memberships WHERE org_id = $1 AND person_id = $2", removed);
  await arrive(returned);
  await move(left.orgId, "a");
  await left.account.grant("4.00");
  await killedAt("move.left:1", "org", "move", `org_${halfway.orgId}`, "b");
  known.set(halfway.orgId, { state: await stateOf(halfway.orgId), seq: await seqOf(halfway.orgId) });
  fresh = (await cells.place("b", { catalog: catalogText(tiered) })).orgId;
  await platform.query("UPDATE cells SET epoch = 7 WHERE name = 'b'");
  await backup.restore();
});

describe("E13 L36 a cell that is restored to before organizations moved into it", () => {
  it("lists them with what is left of them, and changes nothing without --accept", async () => {
    const { code, out } = await scrip("cells", "reconcile", "b", "--json");
    expect(code).toBe(1);
    const report = JSON.parse(out);
    const arrivalOf = ({ orgId }: Busy, has: unknown) => ({
      org: `org_${orgId}`,
      from: "a",
      seq: known.get(orgId)?.seq,
      has,
    });
    expect(report).toMatchObject({ accepted: false, missing: [`org_${fresh}`], broughtBack: [], away: [] });
    expect(report.arrivals).toHaveLength(4);
    expect(report.arrivals).toContainEqual(arrivalOf(halfway, null));
    expect(report.arrivals).toContainEqual(arrivalOf(newcomer, null));
    expect(report.arrivals).toContainEqual(arrivalOf(again, expect.any(Number)));
    expect(report.arrivals).toContainEqual(arrivalOf(returned, expect.any(Number)));
    expect(report.departures).toEqual([{ org: `org_${left.orgId}`, to: "a" }]);
    expect(await inB.query("SELECT moved_to FROM organizations WHERE org_id = $1", [returned.orgId])).toEqual([
      { moved_to: null },
    ]);
  });

  it("is not accepted while a cell that may know more does not answer", async () => {
    const away = new URL(cells.owners.cellUrls.get("a") ?? "");
    away.port = `${await freePort()}`;
    const SCRIP_CELLS = `a=${away.href},b=${cells.owners.cellUrls.get("b")}`;
    expect(await scripWith({ SCRIP_CELLS }, "cells", "reconcile", "b", "--accept")).toMatchObject({
      code: 2,
      out: expect.stringMatching(/The cell a does not answer.*Nothing was changed/),
    });
  });

  it("brings them back as they were at their move, although it is killed at every step", async () => {
    // The organizations come back in the order in which they were made.
    for (const point of ["back.copied:1", "back.stopped:3", "back.registered:1"]) {
      await acceptKilledAt(point);
      expect(JSON.parse((await scrip("cells", "reconcile", "b", "--json")).out).refused).toContain("it was restored");
    }
    await acceptKilledAt("cell.departed:1");
    await acceptKilledAt("cell.raised:1");
    const { code, out } = await scrip("cells", "reconcile", "b", "--accept");
    expect(out).toContain("The cell was accepted");
    expect(out).toContain(`org_${fresh}`);
    expect(code).toBe(0);

    for (const { orgId } of [newcomer, again, returned, halfway]) {
      await vi.waitFor(() => inOrganization(homes.organizations, orgId, async () => {}), { timeout: 20_000 });
      expect(await stateOf(orgId)).toEqual(known.get(orgId)?.state);
      const sides = [
        ...(await inA.query("SELECT moved_to FROM organizations WHERE org_id = $1", [orgId])),
        ...(await inB.query("SELECT moved_to FROM organizations WHERE org_id = $1", [orgId])),
        ...(await platform.query("SELECT cell FROM organization_registry WHERE org_id = $1", [orgId])),
      ];
      expect(sides).toEqual([{ moved_to: "b" }, { moved_to: null }, { cell: "b" }]);
    }
    // Roles are known only where the backup has them. Someone who was removed since does not come back.
    for (const { orgId, owner, admin } of [newcomer, again])
      expect(await membersOf(orgId)).toEqual({ [owner]: "owner", [admin]: "viewer" });
    expect(await membersOf(returned.orgId)).toEqual({ [returned.owner]: "owner" });
    // Its move was interrupted before the cell that it left was cleared.
    expect(await membersOf(halfway.orgId)).toEqual({ [halfway.owner]: "owner", [halfway.admin]: "admin" });
  });

  it("does not serve what moved away, and keeps only its archive", async () => {
    const { orgId } = left;
    expect(await inB.query("SELECT moved_to FROM organizations WHERE org_id = $1", [orgId])).toEqual([
      { moved_to: "a" },
    ]);
    expect((await stateOf(orgId)).due).toEqual([]);
    expect(await membersOf(orgId)).toEqual({});
    await left.account.grant("1.00");
    expect(await platform.query("SELECT * FROM organization_moves")).toEqual([]);
  });

  it("refuses an organization that was made after the backup", async () => {
    const missing = { ok: false, refusal: { code: "organization_not_found" } };
    const terms = {
      source: "purchase",
      grantKind: "paid",
      amount: usd("1.00"),
      effectiveAt: null,
      expiresAt: null,
      businessKey: randomUUIDv7(),
    } as const;
    expect(await new Account(ledger, fresh).try("issueGrant", terms)).toMatchObject(missing);
  });

  it("adds up over all cells, and they go on", async () => {
    for (const { account, orgId } of [newcomer, again, returned, halfway]) {
      await account.grant("9.00");
      expect(await seqOf(orgId)).toBe((known.get(orgId)?.seq ?? 0) + 1);
    }
    const { out } = await scrip("verify", "--json");
    const { findings } = JSON.parse(out);
    expect(findings.filter((finding: unknown) => !JSON.stringify(finding).includes(fresh))).toEqual([]);
    // And on to another cell, over the archive.
    await move(newcomer.orgId, "a");
    await newcomer.account.grant("1.00");
  });
});
