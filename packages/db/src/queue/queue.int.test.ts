import { randomUUIDv7 } from "node:crypto";
import { dueRun, dueSweep } from "@scrip/contract/tasks/due";
import { operatorsAlert } from "@scrip/contract/tasks/operators-alert";
import { reconcilePayments } from "@scrip/contract/tasks/reconcile-payments";
import pg from "pg";
import { getRollbackPlans, PgBoss } from "pg-boss";
import { afterAll, describe, expect, it } from "vitest";
import { prepareDatabase } from "../boot/prepare-database.ts";
import { inOrganization } from "../connection/in-home.ts";
import { anOrganization, testDatabase } from "../testing/index.ts";
import { NOT_ALLOWED, refusalOf } from "../testing/refusal.ts";
import { openQueue, openWorkingQueue } from "./open-queue.ts";
import { QUEUE_SCHEMA } from "./queue-schema-name.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");
const queue = await openQueue(app);
afterAll(() => queue.close());

const tasksOf = (key: string): Promise<{ name: string; data: unknown; state: string }[]> =>
  owner.query("SELECT name, data, state FROM pgboss.job WHERE singleton_key = $1", [key]);

describe("a task that is sent inside the caller's transaction", () => {
  it("exists with its payload once that commits", async () => {
    const orgId = randomUUIDv7();
    const id = await app.cell.transaction((tx) => queue.enqueue(tx, dueRun, { orgId }, { key: orgId }));
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await tasksOf(orgId)).toEqual([{ name: "due.run", data: { orgId }, state: "created" }]);
  });

  it("does not exist if that is rolled back, like the caller's own rows", async () => {
    const { orgId } = await anOrganization(app);
    const unit = inOrganization(app.organizations, orgId, async (tx) => {
      await tx.query(
        "INSERT INTO due (org_id, kind, ref_id, due_at, on_test_clock) VALUES ($1, 'expire_hold', $1, now(), false)",
        [orgId],
      );
      expect(await queue.enqueue(tx, dueRun, { orgId }, { key: orgId })).not.toBeNull();
      throw new Error("a later step failed");
    });
    await expect(unit).rejects.toThrow("a later step failed");
    expect(await tasksOf(orgId)).toEqual([]);
    expect(await owner.query("SELECT FROM due WHERE org_id = $1", [orgId])).toEqual([]);
  });

  it("is dropped if a task of its key waits, and the transaction continues", async () => {
    const one = randomUUIDv7();
    const two = randomUUIDv7();
    const taken = await app.cell.transaction(async (tx) => {
      expect(await queue.enqueue(tx, dueRun, { orgId: one }, { key: one })).not.toBeNull();
      expect(await queue.enqueue(tx, dueRun, { orgId: one }, { key: one })).toBeNull();
      const items = [one, two, two].map((orgId) => ({ payload: { orgId }, key: orgId }));
      return queue.enqueueAll(tx, dueRun, items);
    });
    expect(taken).toBe(1);
    expect([(await tasksOf(one)).length, (await tasksOf(two)).length]).toEqual([1, 1]);
  });

  it("is accepted once in an interval, also after the first one has run", async () => {
    // An interval that is longer than any test.
    const options = { oncePerSeconds: 500_000_000 };
    const [id, other] = await app.cell.transaction(async (tx) => {
      const first = await queue.enqueue(tx, dueSweep, {}, options);
      return [first, await queue.enqueue(tx, dueSweep, {}, options)];
    });
    expect([id === null, other]).toEqual([false, null]);
    await owner.query("UPDATE pgboss.job SET state = 'completed', completed_on = now() WHERE id = $1", [id]);
    expect(await app.cell.transaction((tx) => queue.enqueue(tx, dueSweep, {}, options))).toBeNull();
    expect(await app.cell.transaction((tx) => queue.enqueue(tx, dueSweep, {}))).not.toBeNull();
  });

  it("is refused if its payload does not fit its schema", async () => {
    const send = (payload: object) =>
      app.cell.transaction((tx) => queue.enqueue(tx, dueRun, payload as { orgId: string }));
    await expect(send({ orgId: "an organization" })).rejects.toThrow("Invalid");
    await expect(send({ orgId: randomUUIDv7(), amount: "5" })).rejects.toThrow("Unrecognized");
  });
});

describe("the queue's tables", () => {
  // The app only sends tasks.
  it.each([
    ["app", "SELECT data FROM pgboss.job"],
    ["app", "UPDATE pgboss.job SET state = 'completed'"],
    ["app", "DELETE FROM pgboss.job"],
    ["app", "DELETE FROM pgboss.queue"],
    ["app", "SELECT pgboss.create_queue('mine', '{}')"],
    ["app", "CREATE TABLE pgboss.mine ()"],
    ["worker", "CREATE TABLE pgboss.mine ()"],
    ["worker", "ALTER TABLE pgboss.job ADD COLUMN mine int"],
    ["verify", "SELECT FROM pgboss.job"],
  ] as const)("belong to the owner, and refuse the role %s: %s", async (role, sql) => {
    expect(await refusalOf((await database.open(role)).query(sql))).toEqual(NOT_ALLOWED);
  });

  it("are maintained by the worker's role: tasks of a dead worker are retried, old ones removed", async () => {
    const problems: Error[] = [];
    const working = await openWorkingQueue({
      url: database.urls.worker,
      onProblem: (problem) => problems.push(problem),
    });
    const lost = randomUUIDv7();
    const old = randomUUIDv7();
    for (const key of [lost, old])
      await app.cell.transaction((tx) => queue.enqueue(tx, dueRun, { orgId: key }, { key }));
    const begun = "state = 'active', started_on = now() - interval '1 day', heartbeat_on = now() - interval '1 day'";
    await owner.query(`UPDATE pgboss.job SET ${begun} WHERE singleton_key = $1`, [lost]);
    const ended = "state = 'completed', completed_on = now() - interval '1 day'";
    await owner.query(`UPDATE pgboss.job SET ${ended} WHERE singleton_key = $1`, [old]);
    await owner.query("UPDATE pgboss.queue SET monitor_on = NULL, maintain_on = NULL");
    await working.boss.supervise();
    expect([await tasksOf(lost), await tasksOf(old)]).toMatchObject([[{ state: "retry" }], []]);
    await working.close();
    expect(problems).toEqual([]);
  });

  it("have the terms of their tasks: longer delays between retries, up to a limit", async () => {
    const terms = "retry_limit, retry_delay, retry_delay_max, retry_backoff";
    const rows = await owner.query(`SELECT ${terms} FROM pgboss.queue WHERE name = $1`, [dueRun.name]);
    const { retryLimit, retryDelaySeconds, retryDelayMaxSeconds } = dueRun.queue;
    expect(rows).toEqual([
      {
        retry_limit: retryLimit,
        retry_delay: retryDelaySeconds,
        retry_delay_max: retryDelayMaxSeconds,
        retry_backoff: true,
      },
    ]);
  });

  it("E12 match the schema of pg-boss's package, also after a second preparation", async () => {
    await prepareDatabase(database.ownerUrl);
    const { isAsWanted, queues } = await inspect();
    expect(isAsWanted).toBe(true);
    const lines = queues.map(({ name, policy, deadLetter }) => `${name}: ${policy}, then ${deadLetter ?? "nowhere"}`);
    expect(lines.toSorted()).toEqual([
      "dead: standard, then nowhere",
      `${dueRun.name}: exclusive, then dead`,
      `${dueSweep.name}: exclusive, then dead`,
      `${operatorsAlert.name}: standard, then dead`,
      `${reconcilePayments.name}: exclusive, then dead`,
    ]);
  });

  it("E12 are migrated from an older version of the package, and a newer one is refused", async () => {
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    try {
      const { rows } = await client.query("SELECT version FROM pgboss.version");
      await client.query(getRollbackPlans(QUEUE_SCHEMA));
      await expect(openQueue(app)).rejects.toThrow("requires migrations");
      await prepareDatabase(database.ownerUrl);
      expect((await inspect()).isAsWanted).toBe(true);

      await client.query("UPDATE pgboss.version SET version = version + 1");
      await expect(prepareDatabase(database.ownerUrl)).rejects.toThrow("Start the version that made them");
      await client.query("UPDATE pgboss.version SET version = $1", [rows[0].version]);
    } finally {
      await client.end();
    }
  });
});

/** The tables and queues as pg-boss itself sees them, with the owner's rights. */
async function inspect() {
  const terms = { schema: QUEUE_SCHEMA, migrate: false, supervise: false, schedule: false, max: 1 };
  const boss = new PgBoss({ ...terms, connectionString: database.ownerUrl });
  boss.on("error", () => {});
  await boss.start();
  const drift = await boss.detectSchemaDrift();
  const queues = await boss.getQueues();
  await boss.stop({ graceful: false });
  return { isAsWanted: drift.ok, queues };
}
