import { planRevenue, revenueAccounts } from "@scrip/domain/billing/revenue";
import { afterAll, expect, it } from "vitest";
import { appLedger } from "../../ledger/an-account.test-support.ts";
import { openVerifyCells } from "../../schema/open-verify-cells.ts";
import { testDatabase } from "../../testing/index.ts";
import { aHistory, FEBRUARY, JANUARY, MARCH } from "./a-history.test-support.ts";
import { readRevenue } from "./read-revenue.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const ledger = appLedger(database);
const verify = openVerifyCells({ organizations: database.urls.verify });
afterAll(async () => {
  await ledger.close();
  await verify.close();
});

/** Sums of the postings of all organizations without a test clock, by pair of buckets and kind of credit. */
async function independent(from: number, until: number): Promise<(pair: string, kind?: string) => bigint> {
  const rows = await owner.query(
    `SELECT p.from_bucket || '->' || p.to_bucket || CASE WHEN p.debt_id IS NULL THEN '' ELSE ' debt' END AS pair, g.kind,
        sum(p.amount)::text AS amount
      FROM organizations o JOIN entries e USING (org_id) JOIN postings p ON p.org_id = e.org_id AND p.seq = e.seq
        LEFT JOIN grants g ON g.org_id = p.org_id AND g.id = p.grant_id
      WHERE o.clock_at IS NULL AND e.at >= $1 AND e.at < $2 GROUP BY 1, 2`,
    [new Date(from), new Date(until)],
  );
  return (pair, kind) =>
    (rows as { pair: string; kind: string | null; amount: string }[])
      .filter((row) => row.pair === pair && (kind === undefined || row.kind === kind))
      .reduce((sum, { amount }) => sum + BigInt(amount), 0n);
}

it("L8 the revenue of a month with every kind of entry reconciles to the micro-dollar with the entries, and tiles", async () => {
  const accounts = [await aHistory(app, ledger), await aHistory(app, ledger)];
  await aHistory(app, ledger);
  // Two organizations go on in real time; the third one stays on its test clock and is left out.
  const orgIds = accounts.map(({ orgId }) => orgId);
  await owner.query("UPDATE organizations SET clock_at = NULL WHERE org_id = ANY ($1)", [orgIds]);
  let before: readonly bigint[] = [0n, 0n, 0n];
  for (const [from, until] of [
    [JANUARY, FEBRUARY],
    [FEBRUARY, MARCH],
    [MARCH, Date.UTC(2026, 3)],
  ] as const) {
    const { credit, organizations, onTestClocks, plans } = await readRevenue(verify, { from, until });
    expect([organizations, onTestClocks]).toEqual([2, 1]);
    const [deferred, promotional, receivable] = revenueAccounts(credit, planRevenue(plans, { from, until }));
    const booked = await independent(from, until);
    const lineOf = (account: typeof deferred, name: string) =>
      account?.lines.reduce((sum, { line, amount }) => (line === name ? sum + amount : sum), 0n) ?? 0n;
    for (const [account, kind] of [
      [deferred, "paid"],
      [promotional, "promotional"],
    ] as const) {
      const isPaid = kind === "paid";
      expect(lineOf(account, isPaid ? "sold" : "given")).toBe(booked("issued->avail", kind));
      expect(-lineOf(account, isPaid ? "earned" : "used")).toBe(
        booked("avail->spent", kind) + booked("held->spent", kind),
      );
      expect(-lineOf(account, "debt_paid")).toBe(booked("avail->spent debt", kind));
      expect(-lineOf(account, "expired")).toBe(booked("avail->expired", kind));
      expect(-lineOf(account, "taken_back")).toBe(booked("avail->revoked", kind));
      expect(lineOf(account, "reinstated")).toBe(booked("revoked->avail", kind));
    }
    expect(lineOf(receivable, "used_as_debt")).toBe(booked("charge->owed debt"));
    expect(lineOf(receivable, "taken_back")).toBe(booked("reversal->owed debt"));
    expect(-lineOf(receivable, "debt_paid")).toBe(booked("owed->paid debt"));
    const ends = [deferred, promotional, receivable].map((account) => ({
      opening: account?.opening ?? 0n,
      sum: account?.lines.reduce((sum, { amount }) => sum + amount, account.opening) ?? 0n,
      closing: account?.closing ?? 0n,
    }));
    expect(ends.map(({ opening }) => opening)).toEqual(before);
    expect(ends.map(({ sum }) => sum)).toEqual(ends.map(({ closing }) => closing));
    before = ends.map(({ closing }) => closing);
  }
  const [heads] = await owner.query(
    "SELECT sum(available + reserved)::text AS credit, sum(owed)::text AS owed FROM organizations WHERE clock_at IS NULL",
  );
  expect([(before[0] ?? 0n) + (before[1] ?? 0n), before[2]]).toEqual([BigInt(heads.credit), BigInt(heads.owed)]);
});
