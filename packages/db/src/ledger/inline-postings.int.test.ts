import { usd } from "@scrip/domain/money";
import { afterAll, expect, it } from "vitest";
import { testDatabase } from "../testing/index.ts";
import { Account, appLedger, findings } from "./an-account.test-support.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");
const ledger = appLedger(database);
afterAll(() => ledger.close());

const START = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const LABELS = { resource: "gpu.l40s", project: "ünï 1:-", member: null } as const;

/** Starts a job with an epoch of an hour. Its hold expires one silence limit after the epoch. */
async function startJob(account: Account, ref: string): Promise<void> {
  await account.run("startJob", {
    ref,
    work: "training",
    mode: "epochs",
    unitsMilli: 1000,
    estimateMs: null,
    ...LABELS,
    next: { untilMs: HOUR },
  });
}

const setClock = ({ orgId }: Account, ms: number): Promise<unknown> =>
  owner.query("UPDATE organizations SET clock_at = to_timestamp($2::float8 / 1000) WHERE org_id = $1", [orgId, ms]);

const counted = async ({ orgId }: Account, rows: string): Promise<number> =>
  Number((await owner.query(`SELECT count(*) FROM ${rows} org_id = $1`, [orgId]))[0].count);

it("L4 L6 L9 the views contain the charges and postings inside entries, and those in rows", async () => {
  const account = await Account.open(app, ledger, START);
  await account.grant("1");
  await account.grant("5");
  await startJob(account, "job");
  await account.run("settleEpoch", { ref: "job", quantityMs: 0, next: { untilMs: HOUR } });
  await setClock(account, START + HOUR);
  await account.run("finishJob", { ref: "job", end: "completed", fault: "user", quantityMs: HOUR });
  const { hold: ofTwo } = await account.run("placeHold", { amount: usd("3"), ttlMs: null });
  await account.run("settleHold", { holdId: ofTwo, amount: usd("0.4"), close: false, resource: "gpu.l40s" });
  await account.run("settleHold", { holdId: ofTwo, amount: usd("1.5"), close: true, resource: null });
  const { hold: ofOne } = await account.run("placeHold", { amount: usd("1"), ttlMs: null });
  await account.run("settleHold", { holdId: ofOne, amount: usd("0.5"), close: true, resource: null });
  const { charge } = await account.run("charge", { amount: usd("7"), onShortfall: "owe", ...LABELS });
  await account.run("refundCharge", { chargeId: charge, amount: usd("0.5") });
  await account.run("charge", { amount: usd("0.1"), onShortfall: "owe", ...LABELS, resource: null });
  await account.grant("50");

  // Two reports of the job; three settles and two charges without a job.
  expect(await counted(account, "job_charges WHERE")).toBe(2);
  expect(await counted(account, "entries WHERE charged IS NOT NULL AND")).toBe(5);
  expect(await counted(account, "charges WHERE")).toBe(7);
  const settled = await owner.query(
    "SELECT amount, hold_id, resource FROM charges WHERE org_id = $1 AND hold_id IS NOT NULL ORDER BY amount",
    [account.orgId],
  );
  expect(settled).toEqual([
    { amount: usd("0.4"), hold_id: ofTwo, resource: "gpu.l40s" },
    { amount: usd("0.5"), hold_id: ofOne, resource: null },
    { amount: usd("1.5"), hold_id: ofTwo, resource: null },
  ]);
  // Two closed holds released their rest to the grant that paid.
  expect(await counted(account, "entries WHERE first_released IS NOT NULL AND")).toBe(2);
  const inEntries = await counted(account, "entries WHERE first_amount IS NOT NULL AND");
  const inRows = await counted(account, "further_postings WHERE");
  expect(await counted(account, "postings WHERE")).toBe(inEntries + 2 + inRows);
  expect(await findings(database, [account.orgId])).toEqual([]);
});

it("L4 a first posting with other buckets than its entry's kind implies is a row", async () => {
  const account = await Account.open(app, ledger, START);
  await account.grant("9");
  await startJob(account, "silent");
  await setClock(account, START + 24 * HOUR);
  const [{ id: holdId }] = await owner.query("SELECT id FROM holds WHERE org_id = $1", [account.orgId]);
  await account.run("expireHold", { holdId });
  // The hold of the job has expired, so the settle takes available credit.
  const { seq } = await account.run("finishJob", { ref: "silent", end: "completed", fault: "user", quantityMs: HOUR });
  const [entry] = await owner.query("SELECT kind, first_amount FROM entries WHERE org_id = $1 AND seq = $2", [
    account.orgId,
    seq,
  ]);
  expect(entry).toEqual({ kind: "settled", first_amount: null });
  const rows = await owner.query("SELECT * FROM further_postings WHERE org_id = $1 AND seq = $2", [account.orgId, seq]);
  expect(rows).toMatchObject([{ n: 0, from_bucket: "avail", to_bucket: "spent", hold_id: null }]);
  expect(await owner.query("SELECT * FROM postings WHERE org_id = $1 AND seq = $2", [account.orgId, seq])).toEqual(
    rows,
  );
  expect(await findings(database, [account.orgId])).toEqual([]);
});

it("a settle of a running job updates its row in place, and touches none of its indexes", async () => {
  const account = await Account.open(app, ledger, START);
  await account.grant("5");
  await startJob(account, "hot");
  await owner.transaction(async (manager) => {
    // As the ledger's writer does: it sets every mutable column, also the unchanged ones.
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
