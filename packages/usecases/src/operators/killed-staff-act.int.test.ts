import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { bookStore, loadCatalog, publishCatalog } from "@scrip/db/catalog";
import { CRASH_POINTS } from "@scrip/db/connection";
import { openQueue } from "@scrip/db/queue";
import { testDatabase } from "@scrip/db/testing";
import { Account, appLedger, findings } from "@scrip/db/testing/ledger";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { runPlatformDue } from "../due/run-platform-due.ts";
import { anOperator } from "./an-operator.test-support.ts";
import { askStaffAct } from "./ask-staff-act.ts";
import { approveStaffAct } from "./decide-staff-act.ts";
import type { Killed } from "./killed-staff-act.fixture.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const worker = await database.open("worker");
const queue = await openQueue(worker);
const ledger = appLedger(database);
const workers = appLedger(database, { url: database.urls.worker });
afterAll(() => Promise.all([queue.close(), ledger.close(), workers.close()]));
const catalogVersion = await publishCatalog(app, catalogText(tiered), 0);
const books = bookStore((version) => loadCatalog(app.organizations, version));
const deps = { homes: app, ledger, books, catalogVersion };
const sweeper = {
  homes: worker,
  queue,
  mails: null,
  ledger: workers,
  books,
  origin: null,
  catalogVersion: async () => catalogVersion,
};
const ada = await anOperator(owner, "Ada");
const bob = await anOperator(owner, "Bob");
beforeEach(async () => {
  await owner.query("DELETE FROM platform_due");
});

const PROGRAM = fileURLToPath(new URL("./killed-staff-act.fixture.ts", import.meta.url));
const POINTS = CRASH_POINTS.filter((point) => point.startsWith("staff_act."));

async function killedAt(point: string, killed: Killed): Promise<void> {
  const args = [PROGRAM, JSON.stringify(database.homeUrls.app), point, JSON.stringify(killed)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
  const [, signal] = await once(child, "close");
  // Only the hook ends the process with a signal: a point that is never reached would end with an exit code.
  expect(signal).toBe("SIGKILL");
}

const asked = (account: Account, amount: string): Killed => ({
  operator: ada,
  catalogVersion,
  approves: null,
  org: account.orgId,
  amount,
  idempotencyKey: randomUUID(),
});
const ask = ({ org, amount, idempotencyKey, operator }: Killed) =>
  askStaffAct(deps, operator, {
    org,
    idempotencyKey,
    reason: "a crash test",
    act: { kind: "grant", amount: BigInt(amount), grantKind: "promotional", days: 30 },
  });
const fallDue = () => owner.query("UPDATE platform_due SET due_at = now() - interval '1 second'");

/** The act has its effect once, in the ledger and in both audit logs, and nothing is left to do. */
async function expectOnce(account: Account, amount: string): Promise<void> {
  const { orgId } = account;
  expect((await account.look()).ledger.balance.available).toBe(BigInt(amount));
  const done = (log: string, column: string) =>
    owner.query(`SELECT seq FROM ${log} WHERE ${column} = $1 AND action = 'grant.created'`, [orgId]);
  expect(await done("audit_entries", "org_id")).toHaveLength(1);
  expect(await done("platform_audit_entries", "target_id")).toHaveLength(1);
  expect(await owner.query("SELECT FROM platform_due WHERE kind = 'finish_staff_act'")).toEqual([]);
  expect(await owner.query("SELECT state, origin FROM staff_acts WHERE org_id = $1", [orgId])).toEqual([
    { state: "done", origin: null },
  ]);
  await owner.query("DELETE FROM platform_due");
  expect(await findings(database, [orgId])).toEqual([]);
}

describe.each(POINTS)("G17 E1 an act that is killed at %s", (point) => {
  it("is finished once by concurrent retries of the call", async () => {
    const account = await Account.open(app, ledger);
    const killed = asked(account, "50000000");
    await killedAt(point, killed);
    const outcomes = await Promise.all([1, 2, 3].map(() => ask(killed)));
    expect(new Set(outcomes.map(({ stored, answer }) => JSON.stringify([stored.id, answer]))).size).toBe(1);
    await expectOnce(account, "50000000");
  });

  it("is finished once by the sweeps of several workers", async () => {
    const account = await Account.open(app, ledger);
    await killedAt(point, asked(account, "50000000"));
    await fallDue();
    const swept = await Promise.all([1, 2, 3].map(() => runPlatformDue(sweeper)));
    expect(swept.flatMap(({ failed }) => failed)).toEqual([]);
    await expectOnce(account, "50000000");
  });

  it("after its approval is finished once by a sweep and by approving again", async () => {
    const account = await Account.open(app, ledger);
    const killed = asked(account, "150000000");
    const { stored } = await ask(killed);
    await owner.query("DELETE FROM platform_due");
    await killedAt(point, { ...killed, operator: bob, approves: stored.id });
    await fallDue();
    await Promise.all([runPlatformDue(sweeper), approveStaffAct(deps, bob, stored.id), runPlatformDue(sweeper)]);
    await expectOnce(account, "150000000");
  });
});
