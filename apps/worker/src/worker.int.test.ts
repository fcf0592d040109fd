import { randomUUIDv7 } from "node:crypto";
import { dueRun } from "@scrip/contract/tasks/due";
import { publishCatalog } from "@scrip/db/catalog";
import { dueFigures, listParkedDue, unparkDue } from "@scrip/db/due";
import { openQueue } from "@scrip/db/queue";
import { testDatabase } from "@scrip/db/testing";
import { catalogText, payg, tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import { afterAll, expect, it, vi } from "vitest";
import { apiLedger, Customer, findings } from "./testing/a-customer.ts";
import { aWorker } from "./testing/a-worker.ts";

// Processes start slowly on a busy machine. No test measures that time.
vi.setConfig({ testTimeout: 240_000 });

const HOUR = 3_600_000;

const database = await testDatabase();
const owner = await database.open("owner");
const worker = await database.open("worker");
const ledger = apiLedger(database);
const queue = await openQueue(worker);
afterAll(() => Promise.all([ledger.close(), queue.close()]));

const until = (holds: () => Promise<void>): Promise<void> => vi.waitFor(holds, { timeout: 120_000, interval: 20 });

/** The kinds of an organization's entries, oldest first. */
const entriesOf = async ({ orgId }: Customer): Promise<string[]> => {
  const rows: { kind: string }[] = await owner.query("SELECT kind FROM entries WHERE org_id = $1 ORDER BY seq", [
    orgId,
  ]);
  return rows.map(({ kind }) => kind);
};
const balanceOf = async ({ orgId }: Customer): Promise<{ available: bigint; reserved: bigint }> =>
  (await owner.query("SELECT available, reserved FROM organizations WHERE org_id = $1", [orgId]))[0];
const ended = ["grant_issued", "hold_placed", "hold_expired"];

/** Locks rows in a transaction. @returns a function that releases them */
async function lockRow(sql: string, values: unknown[]): Promise<() => Promise<void>> {
  const runner = owner.createQueryRunner();
  await runner.startTransaction();
  const rows: unknown[] = await runner.query(`${sql} FOR UPDATE`, values);
  expect(rows).toHaveLength(1);
  return async () => {
    await runner.rollbackTransaction();
    await runner.release();
  };
}
const lockOrganization = ({ orgId }: Customer): Promise<() => Promise<void>> =>
  lockRow("SELECT FROM organizations WHERE org_id = $1", [orgId]);

/** Waits until a worker has begun the organization's task. @returns the task's id */
async function activeTask({ orgId }: Customer): Promise<string> {
  let id = "";
  await until(async () => {
    const [row]: { id: string }[] = await owner.query(
      "SELECT id FROM pgboss.job WHERE name = $1 AND singleton_key = $2 AND state = 'active'",
      [dueRun.name, orgId],
    );
    expect(row).toBeDefined();
    id = row?.id ?? "";
  });
  return id;
}

/** Cuts a worker's connections, as a crash of its machine does. Otherwise PostgreSQL would finish a waiting statement. */
async function cutQueueConnections(): Promise<void> {
  const ofQueue = "FROM pg_stat_activity WHERE application_name = 'scrip-queue' AND datname = current_database()";
  await owner.query(`SELECT pg_terminate_backend(pid) ${ofQueue}`);
  await until(async () => expect(await owner.query(`SELECT pid ${ofQueue}`)).toEqual([]));
}

it("a new person begins on the catalog of the deployment, not on the one that was published last", async () => {
  const app = await database.open("app");
  const deployed = await publishCatalog(app, catalogText(payg), 0);
  await publishCatalog(app, catalogText(tiered), 1);
  await aWorker(database, 3600, { SCRIP_CATALOG: "payg" });
  const id = randomUUIDv7();
  await owner.query(
    `INSERT INTO auth."user" (id, name, email, email_verified, created_at, updated_at)
      VALUES ($1, 'Ana', 'ana@example.com', true, now(), now())`,
    [id],
  );
  const begun = () =>
    owner.query("SELECT catalog_version, plan FROM organization_registry WHERE owner_person = $1", [id]);
  await until(async () => expect(await begun()).toEqual([{ catalog_version: deployed, plan: "core" }]));
});

it("work runs at its due time, not at the next sweep", async () => {
  const running = await aWorker(database, 3600);
  const customer = await Customer.open(database, ledger);
  const later = await Customer.open(database, ledger);
  await later.hold("1", HOUR);
  await customer.hold("1", 700);
  await until(async () => expect(await entriesOf(customer)).toEqual(ended));
  // An announcement moves the alarm to an earlier due time.
  await customer.hold("1", 300);
  await until(async () => expect(await entriesOf(customer)).toEqual([...ended, "hold_placed", "hold_expired"]));
  expect(await entriesOf(later)).toEqual(["grant_issued", "hold_placed"]);
  await running.kill();
  expect(await findings(database)).toEqual([]);
});

it("D6 a sweep finds work whose announcement was lost", async () => {
  const running = await aWorker(database);
  const customer = await Customer.open(database, ledger);
  const silent = apiLedger(database);
  // The ledger commits, but it cannot announce the commit.
  await owner.query("REVOKE EXECUTE ON FUNCTION pg_notify FROM PUBLIC");
  try {
    await customer.through(silent).hold("4", 1);
    await silent.close();
    expect(silent.announcements).toMatchObject({ announced: 0 });
  } finally {
    await owner.query("GRANT EXECUTE ON FUNCTION pg_notify TO PUBLIC");
  }
  await until(async () => expect(await entriesOf(customer)).toEqual(ended));
  expect(await balanceOf(customer)).toEqual({ available: usd("10"), reserved: 0n });
  await running.kill();
  expect(await findings(database)).toEqual([]);
});

it("D2 work that fell due two hours, three days and twenty days ago, when no worker ran, runs once", async () => {
  const lateMs = [2 * HOUR, 72 * HOUR, 480 * HOUR];
  const customers = await Promise.all(
    lateMs.map(async (late) => {
      const began = Date.now() - late;
      const customer = await Customer.open(database, ledger, began);
      await customer.grant("5", began + HOUR);
      await customer.hold("12", HOUR / 2);
      return customer;
    }),
  );
  // The test clocks end: what they had planned for the past is now due by the real one.
  const orgIds = customers.map(({ orgId }) => orgId);
  for (const table of ["organizations", "organization_registry"])
    await owner.query(`UPDATE ${table} SET clock_at = NULL WHERE org_id = ANY ($1)`, [orgIds]);
  await owner.query("UPDATE due SET on_test_clock = false WHERE org_id = ANY ($1)", [orgIds]);
  const workers = await Promise.all([aWorker(database), aWorker(database)]);
  const kinds = ["grant_issued", "grant_issued", "hold_placed", "hold_expired", "grant_expired"];
  for (const customer of customers) {
    await until(async () => expect(await entriesOf(customer)).toEqual(kinds));
    expect(await balanceOf(customer)).toEqual({ available: usd("10"), reserved: 0n });
  }
  for (const running of workers) await running.kill();
  expect(await findings(database)).toEqual([]);
});

it("D9 due work waits while PostgreSQL's clock is ten years ahead of the worker's, and runs once they agree", async () => {
  const customer = await Customer.open(database, ledger);
  await customer.hold("4", 1);
  const preload = new URL("./testing/clock-behind.fixture.ts", import.meta.url).href;
  const tenYears = { NODE_OPTIONS: `--import=${preload}`, SCRIP_TEST_BEHIND_MINUTES: `${10 * 365 * 24 * 60}` };
  const behind = await aWorker(database, 1, tenYears);
  // A task that was sent by another worker is not run either.
  await worker.cell.transaction((tx) => queue.enqueue(tx, dueRun, { orgId: customer.orgId }, { key: customer.orgId }));
  await until(async () => {
    const paused = await owner.query(
      "SELECT DISTINCT name FROM pgboss.job WHERE output->'paused' = 'true' AND name IN ('due.sweep', 'due.run')",
    );
    expect(paused).toHaveLength(2);
  });
  expect(await entriesOf(customer)).toEqual(["grant_issued", "hold_placed"]);
  expect(await behind.figure('scrip_due_paused{cell=""}')).toBe(1);
  expect(await (await fetch(`${behind.url}/readyz`)).json()).toMatchObject({ ok: true, dueWork: "paused" });
  expect(behind.output()).toContain("PostgreSQL's clock is 5256000 minutes ahead of the clock of this machine.");
  await behind.kill();
  const right = await aWorker(database);
  await until(async () => expect(await entriesOf(customer)).toEqual(ended));
  await right.kill();
  expect(await findings(database)).toEqual([]);
});

it("D1 D4 two workers and repeated deliveries of a task have one effect", async () => {
  const customers = await Promise.all(Array.from({ length: 8 }, () => Customer.open(database, ledger)));
  await Promise.all(customers.map((customer) => customer.hold("4", 1)));
  for (let times = 0; times < 10; times += 1)
    for (const { orgId } of customers)
      await worker.cell.transaction((tx) => queue.enqueue(tx, dueRun, { orgId }, { key: `${orgId} ${times}` }));
  // All tasks wait when the workers start.
  const workers = await Promise.all([aWorker(database), aWorker(database)]);
  await until(async () => {
    const [row] = await owner.query(
      "SELECT count(*)::int AS tasks FROM pgboss.job WHERE name = $1 AND state <= 'active'",
      [dueRun.name],
    );
    expect(row.tasks).toBe(0);
  });
  for (const customer of customers) {
    expect(await entriesOf(customer)).toEqual(ended);
    expect(await balanceOf(customer)).toEqual({ available: usd("10"), reserved: 0n });
  }
  for (const running of workers) await running.kill();
  expect(await findings(database)).toEqual([]);
});

it("D4 a worker is killed between its commit and its report: another worker takes the task and changes nothing", async () => {
  const first = await aWorker(database);
  const customer = await Customer.open(database, ledger);
  await customer.hold("4", 400);
  const freeOrganization = await lockOrganization(customer);
  const task = await activeTask(customer);
  // The worker can commit the work now, but it cannot report the end of the task.
  const freeTask = await lockRow("SELECT FROM pgboss.job WHERE id = $1", [task]);
  await freeOrganization();
  await until(async () => expect(await entriesOf(customer)).toEqual(ended));
  await first.kill();
  await cutQueueConnections();
  await freeTask();
  const state = async () => (await owner.query("SELECT state, retry_count FROM pgboss.job WHERE id = $1", [task]))[0];
  expect(await state()).toEqual({ state: "active", retry_count: 0 });

  const second = await aWorker(database);
  // The last heartbeat of the first worker is now a minute old.
  await owner.query("UPDATE pgboss.job SET heartbeat_on = heartbeat_on - interval '1 min' WHERE id = $1", [task]);
  await until(async () => expect(await state()).toEqual({ state: "completed", retry_count: 1 }));
  expect(await entriesOf(customer)).toEqual(ended);
  expect(await balanceOf(customer)).toEqual({ available: usd("10"), reserved: 0n });
  await second.kill();
  expect(await findings(database)).toEqual([]);
});

it("D3 G15 a worker crashes at a crash point: a sweep runs its work, once", async () => {
  const first = await aWorker(database, 3600, { SCRIP_TEST_CRASH_AT: "due.read:1" });
  const customer = await Customer.open(database, ledger);
  await customer.hold("4", 300);
  expect(await first.ended).toBeNull();
  expect(await entriesOf(customer)).toEqual(["grant_issued", "hold_placed"]);
  // Another worker would get the task after some time. Due work does not depend on it, so the test deletes it.
  await owner.query("DELETE FROM pgboss.job WHERE singleton_key = $1", [customer.orgId]);
  const second = await aWorker(database);
  await until(async () => expect(await entriesOf(customer)).toEqual(ended));
  expect(await balanceOf(customer)).toEqual({ available: usd("10"), reserved: 0n });
  await second.kill();
  expect(await findings(database)).toEqual([]);
});

it("E9 at SIGTERM a worker finishes its running tasks, and leaves waiting tasks to other workers", async () => {
  const running = await aWorker(database);
  const customer = await Customer.open(database, ledger);
  await customer.hold("4", 400);
  const free = await lockOrganization(customer);
  const task = await activeTask(customer);
  const stopped = running.stop();
  await until(async () => expect((await fetch(`${running.url}/healthz`)).ok).toBe(true));
  await free();
  expect(await stopped).toBe(0);
  expect(running.lines().slice(-2)).toMatchObject([{ msg: "stopping", signal: "SIGTERM" }, { msg: "stopped" }]);
  expect(await entriesOf(customer)).toEqual(ended);
  expect(await owner.query("SELECT state FROM pgboss.job WHERE id = $1", [task])).toEqual([{ state: "completed" }]);
  expect(await findings(database)).toEqual([]);
});

it("D5 a poisoned organization is parked with an alert, and the others' work is done", async () => {
  const poisoned = await Customer.open(database, ledger);
  const others = await Promise.all(Array.from({ length: 3 }, () => Customer.open(database, ledger)));
  const healthyHold = await poisoned.hold("1", 1);
  const grantId = await poisoned.grant("5", Date.now() + 500);
  await poison(poisoned, grantId);
  await Promise.all(others.map((customer) => customer.hold("4", 1)));
  // The tries follow each other at once: how long a queue waits between them changes nothing here.
  await owner.query("UPDATE pgboss.queue SET retry_delay = 0, retry_backoff = false WHERE name = $1", [dueRun.name]);
  const running = await aWorker(database);

  await until(async () => expect(await listParkedDue(worker.organizations)).toHaveLength(1));
  const [parked] = await listParkedDue(worker.organizations);
  expect(parked).toMatchObject({ orgId: poisoned.orgId, kind: "expire_grant", refId: grantId });
  expect(parked?.problem).toContain("grants_sum");
  for (const customer of others) expect(await entriesOf(customer)).toEqual(ended);
  const open = "SELECT FROM due WHERE org_id = $1 AND ref_id = $2";
  expect(await owner.query(open, [poisoned.orgId, healthyHold])).toEqual([]);

  // The operators get one alert, with the row and the remedy.
  await until(async () => expect(await running.figure('scrip_alerts_total{about="due_parked"}')).toBe(1));
  const alerts = running.lines().filter(({ msg }) => msg.startsWith("alert: "));
  expect(alerts).toMatchObject([
    { level: "error", task: "operators.alert", taskId: expect.any(String), orgId: poisoned.orgId },
  ]);
  expect(alerts[0]?.msg).toContain(`expire_grant grant_${grantId} of org_${poisoned.orgId}`);
  expect(alerts[0]?.msg).toContain("scrip due retry");

  // Parked work counts only in its own metric, and the next sweeps skip it.
  expect(await dueFigures(worker.organizations)).toEqual({ oldestSeconds: 0, due: 0, parked: 1 });
  expect(await running.figure('scrip_due_parked{home="organizations",kind="expire_grant"}')).toBe(1);
  expect(await running.figure('scrip_due_oldest_seconds{home="organizations"}')).toBe(0);
  const sweeps = await running.figure("scrip_due_sweeps_total");
  await until(async () => expect(await running.figure("scrip_due_sweeps_total")).toBeGreaterThan(sweeps));
  expect(await owner.query("SELECT tries FROM due WHERE parked_at IS NOT NULL")).toEqual([{ tries: 5 }]);
  // The worker's role has all rights that the queue's maintenance needs.
  expect(running.output()).not.toContain("the task queue");
  // `verify` finds exactly the planted corruption, and that the constraint is not as it was.
  const { orgId } = poisoned;
  expect(await findings(database)).toEqual([`L1 ${orgId}`, `L3 ${orgId}`, "L28 null", "L28 null"]);

  // After the repair, the unparked work runs.
  await repair(poisoned, grantId);
  expect(await unparkDue(worker.organizations, { orgId: poisoned.orgId, kind: "expire_grant", refId: grantId })).toBe(
    true,
  );
  await until(async () => expect((await entriesOf(poisoned)).at(-1)).toBe("grant_expired"));
  expect(await dueFigures(worker.organizations)).toEqual({ oldestSeconds: 0, due: 0, parked: 0 });
  await running.kill();
  expect(await findings(database)).toEqual([]);
});

const SUM = "CHECK (avail + held + spent + expired + revoked = amount)";

/** Corrupts a counter while its constraint is off. Then PostgreSQL refuses every update of the grant. */
async function poison({ orgId }: Customer, grantId: string): Promise<void> {
  await owner.query("ALTER TABLE grants DROP CONSTRAINT grants_sum");
  await owner.query("UPDATE grants SET revoked = revoked + 7 WHERE org_id = $1 AND id = $2", [orgId, grantId]);
  await owner.query(`ALTER TABLE grants ADD CONSTRAINT grants_sum ${SUM} NOT VALID`);
}

async function repair({ orgId }: Customer, grantId: string): Promise<void> {
  await owner.query("UPDATE grants SET revoked = revoked - 7 WHERE org_id = $1 AND id = $2", [orgId, grantId]);
  await owner.query("ALTER TABLE grants VALIDATE CONSTRAINT grants_sum");
}
