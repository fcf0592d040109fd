import { spawn } from "node:child_process";
import { randomUUIDv7 } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { getServiceKey, listServiceKeysOf } from "@scrip/db/access";
import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { CRASH_POINTS } from "@scrip/db/connection";
import { openQueue } from "@scrip/db/queue";
import { aMember, anOrganization, testDatabase } from "@scrip/db/testing";
import { appLedger } from "@scrip/db/testing/ledger";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { FROM_WITHIN } from "../deps.ts";
import { runPlatformDue } from "../due/run-platform-due.ts";
import { createCharge } from "../ledger/create-charge.ts";
import { copyCeiling, limitKey } from "./limit-key.ts";
import { listKeys } from "./list-keys.ts";
import { makeKey } from "./make-key.ts";
import { renameKey } from "./rename-key.ts";
import { revokeKey } from "./revoke-key.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const worker = await database.open("worker");
const queue = await openQueue(worker);
const ledger = appLedger(database);
afterAll(async () => {
  await ledger.close();
  await queue.close();
});
const deps = { homes: app, pages: app.organizations, ledger };
const books = bookStore((version) => loadCatalog(app.organizations, version));
const catalogVersion = () => Promise.reject(new Error("nobody signs up here"));
const sweeper = { homes: worker, queue, mails: null, ledger, books, origin: null, catalogVersion };
const person = randomUUIDv7();

/** An organization with $100, and a member of it who acts. */
async function aCaller() {
  const { orgId } = await anOrganization(app, { catalog: catalogText(tiered) });
  await aMember(app, { orgId, personId: person, role: "owner" });
  const caller = { orgId, actor: { type: "member", id: person }, from: FROM_WITHIN } as const;
  const grant = { source: "purchase", grantKind: "paid", effectiveAt: null, expiresAt: null } as const;
  const command = { orgId, id: randomUUIDv7(), actor: { type: "system", id: null } } as const;
  await ledger.submit({ ...command, kind: "issueGrant", ...grant, amount: usd("100"), businessKey: null }, null);
  return caller;
}

const NEW = { org: undefined, name: "scheduler", scopes: ["usage:report"] } as const;

/** Charges as a service key whose row a request has read. */
async function charge(orgId: string, key: string, amount: string): Promise<unknown> {
  const row = await getServiceKey(app.platform, key);
  const { ceilingVersion: version = 0, dailyCeiling: cap = null } = row ?? {};
  const budgets = [{ scope: "key", ref: key, period: "day", cap, mode: "hard", version }] as const;
  const caller = { orgId, actor: { type: "service_key", id: key }, from: FROM_WITHIN } as const;
  const input = { org: orgId, amount: usd(amount), onShortfall: "refuse", idempotencyKey: randomUUIDv7() } as const;
  return createCharge(deps, { ...caller, ...(version > 0 && { budgets }) }, input as never);
}

const budgetOf = async (key: string) =>
  (await owner.query("SELECT cap, version FROM budgets WHERE ref = $1", [key]))[0] as
    | { cap: bigint | null; version: number }
    | undefined;
const actionsOf = async (table: string, key: string): Promise<string[]> => {
  const rows: { action: string }[] = await owner.query(
    `SELECT action FROM ${table} WHERE target_id = $1 ORDER BY seq`,
    [key],
  );
  return rows.map(({ action }) => action);
};

describe("a key of an organization", () => {
  it("is made with its ceiling, listed without its text, and recorded in the logs of both homes", async () => {
    const caller = await aCaller();
    const { key, text } = await makeKey(deps, caller, { ...NEW, dailyCeiling: usd("5") });
    expect(text).toMatch(/^scrip_o[\w-]{43}$/);
    expect(await budgetOf(key)).toEqual({ cap: usd("5"), version: 1 });
    await charge(caller.orgId, key, "2");
    await expect(charge(caller.orgId, key, "3.01")).rejects.toMatchObject({ refusal: { code: "budget_exceeded" } });
    const listed = await listKeys(deps, caller.orgId);
    expect(listed).toMatchObject([
      { id: key, name: "scheduler", prefix: text.slice(0, 12), state: "valid", usedToday: usd("2"), createdBy: person },
    ]);
    expect(JSON.stringify(listed, (_, value) => (typeof value === "bigint" ? `${value}` : value))).not.toContain(text);
    expect(await actionsOf("audit_entries", key)).toEqual(["key.created"]);
    expect(await actionsOf("platform_audit_entries", key)).toEqual(["key.created"]);
    expect(await owner.query("SELECT * FROM platform_due WHERE ref = $1", [key])).toEqual([]);
  });

  it("gets a ceiling later, which counts what it used on this day, and loses it again", async () => {
    const caller = await aCaller();
    const { key } = await makeKey(deps, caller, NEW);
    await charge(caller.orgId, key, "4");
    expect(await budgetOf(key)).toBeUndefined();
    await limitKey(deps, caller, { org: caller.orgId, key, dailyCeiling: usd("5") });
    await expect(charge(caller.orgId, key, "1.01")).rejects.toMatchObject({
      refusal: { data: { used: "4000000", cap: "5000000" } },
    });
    await limitKey(deps, caller, { org: caller.orgId, key, dailyCeiling: null });
    await charge(caller.orgId, key, "50");
    expect((await listKeys(deps, caller.orgId))[0]).toMatchObject({ dailyCeiling: null, usedToday: usd("54") });
    await limitKey(deps, caller, { org: caller.orgId, key, dailyCeiling: usd("54") });
    await expect(charge(caller.orgId, key, "0.01")).rejects.toMatchObject({ refusal: { code: "budget_exceeded" } });
    expect(await actionsOf("audit_entries", key)).toEqual(["key.created", "key.changed", "key.changed", "key.changed"]);
  });

  it("is not made for a closed organization, and then nobody can use it", async () => {
    const caller = await aCaller();
    await owner.query("UPDATE organizations SET closed_at = clock_timestamp() WHERE org_id = $1", [caller.orgId]);
    await expect(makeKey(deps, caller, NEW)).rejects.toMatchObject({ refusal: { code: "organization_closed" } });
    expect(await listKeys(deps, caller.orgId)).toMatchObject([{ state: "revoked" }]);
  });

  it("has the last of many ceilings that are set at once, in both homes", async () => {
    const caller = await aCaller();
    const { key } = await makeKey(deps, caller, NEW);
    const caps = Array.from({ length: 20 }, (_, n) => usd(`${n + 1}`));
    await Promise.all(caps.map((dailyCeiling) => limitKey(deps, caller, { org: caller.orgId, key, dailyCeiling })));
    const row = await getServiceKey(app.platform, key);
    expect(await budgetOf(key)).toEqual({ cap: row?.dailyCeiling, version: 20 });
    expect(await owner.query("SELECT * FROM platform_due WHERE ref = $1", [key])).toEqual([]);
  });

  it("is renamed and revoked, and then neither found nor changed; nor is one of another organization", async () => {
    const caller = await aCaller();
    const foreign = await aCaller();
    const { key } = await makeKey(deps, caller, NEW);
    await renameKey(deps, caller, { key, name: "trainer" });
    expect((await listKeys(deps, caller.orgId))[0]?.name).toBe("trainer");
    const missing = { refusal: { code: "key_not_found" } };
    const limit = { org: undefined, key, dailyCeiling: null };
    await expect(revokeKey(deps, foreign, { key })).rejects.toMatchObject(missing);
    await expect(limitKey(deps, foreign, limit)).rejects.toMatchObject(missing);
    await revokeKey(deps, caller, { key });
    expect((await listKeys(deps, caller.orgId))[0]?.state).toBe("revoked");
    await expect(revokeKey(deps, caller, { key })).rejects.toMatchObject(missing);
    await expect(renameKey(deps, caller, { key, name: "x" })).rejects.toMatchObject(missing);
    await expect(limitKey(deps, caller, limit)).rejects.toMatchObject(missing);
    expect(await actionsOf("audit_entries", key)).toEqual(["key.created", "key.changed", "key.revoked"]);
  });

  it("is refused if it would have expired already", async () => {
    const past = makeKey(deps, await aCaller(), { ...NEW, expiresAt: Date.UTC(2020, 0) });
    await expect(past).rejects.toMatchObject({
      refusal: { code: "bad_input", data: { fields: [{ path: "expiresAt" }] } },
    });
  });
});

const PROGRAM = fileURLToPath(new URL("./killed-key.fixture.ts", import.meta.url));
const MAKING = ["key.claimed", "key.made", "key.marked"] as const;
const LIMITING = ["key.limit_claimed", "key.limited", "key.limit_marked"] as const;

async function killedAt(point: string, ...args: string[]): Promise<void> {
  const all = [PROGRAM, JSON.stringify(database.homeUrls.app), point, ...args];
  const child = spawn(process.execPath, all, { stdio: ["ignore", "inherit", "inherit"] });
  const [, signal] = await once(child, "close");
  expect(signal).toBe("SIGKILL");
}

describe("a call that is killed", () => {
  beforeEach(() => owner.query("DELETE FROM platform_due"));

  it("has a point for each step", () => {
    expect([...MAKING, ...LIMITING]).toEqual(CRASH_POINTS.filter((point) => point.startsWith("key.")));
  });

  it.each(MAKING)("while it makes a key, at %s: the worker revokes the key, whose text nobody has", async (point) => {
    const { orgId } = await aCaller();
    await killedAt(point, orgId, person);
    const isMarked = point === "key.marked";
    await fallDue();
    const swept = await Promise.all([1, 2, 3].map(() => runPlatformDue(sweeper)));
    expect(swept.flatMap(({ failed }) => failed)).toEqual([]);
    const [key] = await listServiceKeysOf(app.platform, orgId, 10);
    expect(key?.revokedAt === null).toBe(isMarked);
    const actions = ["key.created", ...(isMarked ? [] : ["key.revoked"])];
    expect(await actionsOf("platform_audit_entries", key?.id ?? "")).toEqual(actions);
    expect(await owner.query("SELECT * FROM platform_due")).toEqual([]);
  });

  it.each(LIMITING)("while it sets a ceiling, at %s: the worker copies it once", async (point) => {
    const caller = await aCaller();
    const { key } = await makeKey(deps, caller, NEW);
    await charge(caller.orgId, key, "6");
    await killedAt(point, caller.orgId, person, key);
    await fallDue();
    await Promise.all([1, 2, 3].map(() => runPlatformDue(sweeper)));
    await copyCeiling(app, key);
    expect(await budgetOf(key)).toEqual({ cap: usd("7"), version: 1 });
    expect(await actionsOf("audit_entries", key)).toEqual(["key.created", "key.changed"]);
    expect(await owner.query("SELECT * FROM platform_due")).toEqual([]);
    await expect(charge(caller.orgId, key, "1.01")).rejects.toMatchObject({ refusal: { data: { used: "6000000" } } });
  });
});

const fallDue = () => owner.query("UPDATE platform_due SET due_at = now() - interval '1 second'");
