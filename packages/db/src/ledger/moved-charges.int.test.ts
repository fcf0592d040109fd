import { usd } from "@scrip/domain/money";
import { afterAll, expect, it } from "vitest";
import { advanceClock } from "../due/advance-clock.test-support.ts";
import { PostingsInEntries1790000013000 } from "../migrations/1790000013000-postings-in-entries.ts";
import { ChargesInEntries1790000014000 } from "../migrations/1790000014000-charges-in-entries.ts";
import { MovesByKind1790000018000 } from "../migrations/1790000018000-moves-by-kind.ts";
import { migrations } from "../schema/migrations.ts";
import { forgetKeys } from "../testing/forget-keys.ts";
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

/** Charges of every kind: of a job, with nothing to move too; out of a hold, of two grants; owed, refunded and paid. */
async function live(): Promise<void> {
  const account = await Account.open(app, ledger, START);
  await account.grant("1");
  await account.grant("5");
  await account.run("startJob", {
    ref: "job",
    work: "training",
    mode: "epochs",
    unitsMilli: 1000,
    estimateMs: null,
    ...LABELS,
    next: { untilMs: HOUR },
  });
  await account.run("settleEpoch", { ref: "job", quantityMs: 0, next: { untilMs: HOUR } });
  await advanceClock(ledger, account.orgId, START + HOUR);
  await account.run("finishJob", { ref: "job", end: "completed", fault: "user", quantityMs: HOUR });
  const { hold: holdId } = await account.run("placeHold", { amount: usd("3"), ttlMs: null });
  await account.run("settleHold", { holdId, amount: usd("0.4"), close: false, resource: "gpu.l40s" });
  await account.run("settleHold", { holdId, amount: usd("1.5"), close: true, resource: null });
  const { hold: ofOne } = await account.run("placeHold", { amount: usd("1"), ttlMs: null });
  await account.run("settleHold", { holdId: ofOne, amount: usd("0.5"), close: true, resource: null });
  const { charge } = await account.run("charge", { amount: usd("7"), onShortfall: "owe", ...LABELS });
  await account.run("refundCharge", { chargeId: charge, amount: usd("0.5") });
  await account.run("charge", { amount: usd("0.1"), onShortfall: "owe", ...LABELS, resource: null });
  await account.grant("50");
}

const charges = (): Promise<unknown[]> => owner.query("SELECT * FROM charges ORDER BY org_id, id");
const postings = (): Promise<unknown[]> => owner.query("SELECT * FROM postings ORDER BY org_id, seq, n");
const counted = async (table: string): Promise<number> =>
  Number((await owner.query(`SELECT count(*) FROM ${table}`))[0].count);

/** Goes down to before a migration. */
async function undo(migration: (typeof migrations)[number]): Promise<void> {
  await forgetKeys(owner);
  for (let left = migrations.length - migrations.indexOf(migration); left > 0; left -= 1)
    await owner.undoLastMigration();
}

it("L4 L6 L9 postings and charges without a job move into their entries and back, and stay what they were", async () => {
  for (let n = 0; n < 2; n += 1) await live();
  const before = await charges();
  const ofJobs = await counted("job_charges");
  const moves = await postings();
  expect([before.length, ofJobs]).toEqual([14, 4]);
  expect(await counted("entries WHERE first_released IS NOT NULL")).toBe(4);
  // Down to where every posting was a row, which those of old entries stay.
  await undo(PostingsInEntries1790000013000);
  expect(await charges()).toEqual(before);
  await expect(counted("job_charges")).rejects.toThrow("does not exist");
  await owner.runMigrations();
  expect(await counted("entries WHERE first_amount IS NOT NULL OR first_released IS NOT NULL")).toBe(0);
  expect(await postings()).toEqual(moves);
  expect(await charges()).toEqual(before);
  expect([await counted("job_charges"), await counted("entries WHERE charged IS NOT NULL")]).toEqual([4, 10]);
  expect(await findings(database)).toEqual([]);
  await live();
  expect(await findings(database)).toEqual([]);
});

it.each(["beyond_hold = true", "member = 'somebody'", "at = at + interval '1 ms'"])(
  "L11 a charge whose entry says otherwise is not lost: %s",
  async (change) => {
    await undo(ChargesInEntries1790000014000);
    const id = "(SELECT id FROM charges WHERE job_id IS NULL ORDER BY id LIMIT 1)";
    const rewrite = (set: string) =>
      owner.query(`
      ALTER TABLE charges DISABLE TRIGGER charges_append_only;
      UPDATE charges SET ${set} WHERE id = ${id};
      ALTER TABLE charges ENABLE TRIGGER charges_append_only`);
    const [{ member, at }] = await owner.query(`SELECT member, at::text FROM charges WHERE id = ${id}`);
    await rewrite(change);
    await expect(owner.runMigrations()).rejects.toThrow("has no entry that says the same");
    expect(await counted("charges WHERE job_id IS NULL")).toBeGreaterThan(0);
    await rewrite(`beyond_hold = false, member = ${member === null ? "NULL" : `'${member}'`}, at = '${at}'`);
    await owner.runMigrations();
    expect(await findings(database)).toEqual([]);
  },
);

it("L11 leaves what it touched as unchangeable as before", async () => {
  const refused = "does not allow this change";
  await expect(owner.query("UPDATE entries SET charged = 1")).rejects.toThrow(refused);
  await expect(owner.query("DELETE FROM job_charges")).rejects.toThrow(refused);
  const [{ forced }] = await owner.query(
    `SELECT bool_and(relforcerowsecurity) AS forced FROM pg_class WHERE relname IN ('entries', 'further_postings',
      'activity_series', 'job_charges', 'debts', 'grants', 'holds')`,
  );
  expect(forced).toBe(true);
});

it("L4 a first posting that the kind of its entry does not say goes out of the entry", async () => {
  const account = await Account.open(app, ledger, START);
  await account.grant("9");
  await account.run("startJob", {
    ref: "silent",
    work: "training",
    mode: "epochs",
    unitsMilli: 1000,
    estimateMs: null,
    ...LABELS,
    next: { untilMs: HOUR },
  });
  await advanceClock(ledger, account.orgId, START + 24 * HOUR);
  const { seq } = await account.run("finishJob", { ref: "silent", end: "completed", fault: "user", quantityMs: HOUR });
  const rows = `further_postings WHERE org_id = '${account.orgId}' AND seq = ${seq} AND n = 0`;
  expect(await owner.query(`SELECT from_bucket, to_bucket, hold_id FROM ${rows}`)).toEqual([
    { from_bucket: "avail", to_bucket: "spent", hold_id: null },
  ]);
  const moves = await postings();
  const entries = await counted("entries WHERE first_amount IS NOT NULL");
  await undo(MovesByKind1790000018000);
  expect(await postings()).toEqual(moves);
  // As it was written then.
  await owner.query(`
    ALTER TABLE entries DISABLE TRIGGER entries_append_only;
    ALTER TABLE further_postings DISABLE TRIGGER further_postings_append_only;
    UPDATE entries e SET first_from = from_bucket, first_to = to_bucket, first_amount = p.amount, first_grant_id = grant_id
      FROM (SELECT * FROM ${rows}) AS p WHERE e.org_id = p.org_id AND e.seq = p.seq;
    DELETE FROM ${rows};
    ALTER TABLE entries ENABLE TRIGGER entries_append_only;
    ALTER TABLE further_postings ENABLE TRIGGER further_postings_append_only`);
  expect(await postings()).toEqual(moves);
  await owner.runMigrations();
  expect(await postings()).toEqual(moves);
  expect([await counted(rows), await counted("entries WHERE first_amount IS NOT NULL")]).toEqual([1, entries]);
  expect(await findings(database)).toEqual([]);
});
