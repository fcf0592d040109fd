import { usd } from "@scrip/domain/money";
import { afterAll, expect, it } from "vitest";
import { Account, appLedger, findings } from "../../ledger/an-account.test-support.ts";
import { CreateActivity1790000006000 } from "../../migrations/1790000006000-create-activity.ts";
import { migrations } from "../../schema/migrations.ts";
import { forgetKeys } from "../../testing/forget-keys.ts";
import { testDatabase } from "../../testing/index.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");
const ledger = appLedger(database);
afterAll(() => ledger.close());

const HOUR = 3_600_000;

it("L9 E11 entries from before the migration get the series and net that the writer gives, and verify finds nothing", async () => {
  for (const labels of [
    { project: null, member: "ana" },
    { project: "ünï 1:-", member: null },
  ]) {
    const account = await Account.open(app, ledger, Date.UTC(2026, 0, 1));
    await account.grant("5");
    await account.run("startJob", {
      ref: "job",
      resource: "gpu.l40s",
      work: "training",
      mode: "epochs",
      unitsMilli: 1000,
      estimateMs: null,
      next: { untilMs: HOUR },
      ...labels,
    });
    await account.run("finishJob", { ref: "job", end: "completed", fault: "user", quantityMs: 0 });
    const { hold: holdId } = await account.run("placeHold", { amount: usd("1"), ttlMs: null });
    await account.run("settleHold", { holdId, amount: usd("0.4"), close: false, resource: "gpu.l40s" });
    await account.run("voidHold", { holdId });
    await account.run("charge", { amount: usd("7"), onShortfall: "owe", resource: null, ...labels });
    await account.grant("5");
  }
  await forgetKeys(owner);
  const entries = await entriesNow();
  const series = await seriesNow();
  expect([entries.length, series.length]).toEqual([16, expect.any(Number)]);
  for (let at = migrations.indexOf(CreateActivity1790000006000); at < migrations.length; at += 1)
    await owner.undoLastMigration();
  await expect(entriesNow()).rejects.toThrow('column "series" does not exist');
  await owner.runMigrations();
  expect(await entriesNow()).toEqual(entries);
  expect(await seriesNow()).toEqual(series);
  expect(await findings(database)).toEqual([]);
});

const entriesNow = (): Promise<unknown[]> =>
  owner.query("SELECT org_id, seq, series, net FROM entries ORDER BY org_id, seq");
const seriesNow = (): Promise<unknown[]> => owner.query("SELECT * FROM activity_series ORDER BY org_id, series");

it("L11 leaves entries as unchangeable as before", async () => {
  await expect(owner.query("UPDATE entries SET net = 0")).rejects.toThrow("does not allow this change");
  const [{ forced }] = await owner.query(
    `SELECT bool_and(relforcerowsecurity) AS forced FROM pg_class
      WHERE relname IN ('entries', 'job_charges', 'holds', 'jobs', 'activity_series')`,
  );
  expect(forced).toBe(true);
});

it("a settle that goes on changes a job in place: none of its indexes is touched", async () => {
  const account = await Account.open(app, ledger, Date.UTC(2026, 0, 1));
  await account.grant("5");
  await account.run("startJob", {
    ref: "hot",
    resource: "gpu.l40s",
    work: "training",
    mode: "epochs",
    unitsMilli: 1000,
    estimateMs: null,
    next: { untilMs: HOUR },
    project: null,
    member: null,
  });
  await owner.transaction(async (manager) => {
    // As the ledger's writer updates it: every mutable column, those too that stay as they are.
    await manager.query(
      `UPDATE jobs SET state = 'running', paused_at = NULL, paused_ms = 0, reported_ms = 5, chargeable_ms = 5,
        charged = 1, charges = 1, hold_id = hold_id, ended_at = NULL WHERE org_id = $1`,
      [account.orgId],
    );
    const [row] = await manager.query(
      "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_xact_user_tables WHERE relname = 'jobs'",
    );
    expect(row).toEqual({ n_tup_upd: 1n, n_tup_hot_upd: 1n });
    await manager.query("SELECT 1");
  });
});
