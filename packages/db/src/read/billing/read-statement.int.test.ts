import { makeStatement, type StatementLine, sumOfPart, worthOf } from "@scrip/domain/billing/statement";
import { usd } from "@scrip/domain/money";
import { afterAll, describe, expect, it } from "vitest";
import { advanceClock } from "../../due/advance-clock.test-support.ts";
import { Account, appLedger } from "../../ledger/an-account.test-support.ts";
import { testDatabase } from "../../testing/index.ts";
import { listStatements } from "./list-statements.ts";
import { readStatement } from "./read-statement.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const ledger = appLedger(database);
afterAll(() => ledger.close());

const HOUR = 3_600_000;
const MONTHS = [Date.UTC(2026, 0), Date.UTC(2026, 1), Date.UTC(2026, 2)] as const;
const [JANUARY, FEBRUARY, MARCH] = MONTHS;
const WORK = { work: "training", mode: "epochs", unitsMilli: 1000, estimateMs: null } as const;

/** A month and the next one, with every kind of entry. */
async function twoMonths(): Promise<Account> {
  const account = await Account.open(app, ledger, JANUARY);
  const to = (at: number) => advanceClock(ledger, account.orgId, at);
  await account.grant("50");
  await account.grant("7.5", { grantKind: "promotional", source: "code", expiresAt: JANUARY + 40 * 24 * HOUR });
  await account.grant("3", { grantKind: "promotional", source: "signup", expiresAt: JANUARY + 24 * HOUR });
  await to(JANUARY + 25 * HOUR);
  // The report of this job arrives after the silence of January, in February.
  await to(FEBRUARY - 10 * HOUR);
  const job = { ...WORK, ref: "silent", resource: "gpu.h100-80gb", project: "vision", member: "ana" };
  await account.run("startJob", { ...job, next: { untilMs: HOUR } });
  await to(FEBRUARY + HOUR);
  await account.run("settleEpoch", { ref: "silent", quantityMs: 2 * HOUR, next: null });
  await account.run("startJob", { ...job, ref: "timely", resource: "gpu.l40s", next: { untilMs: HOUR } });
  await to(FEBRUARY + 2 * HOUR);
  await account.run("settleEpoch", { ref: "timely", quantityMs: HOUR, next: { untilMs: 2 * HOUR } });
  const { hold } = await account.run("placeHold", { amount: usd("1.000003"), ttlMs: null });
  await account.run("settleHold", { holdId: hold, amount: usd("0.4"), close: false, resource: "gpu.l40s" });
  await account.run("releaseHold", { holdId: hold, amount: usd("0.1") });
  await account.run("voidHold", { holdId: hold });
  const labels = { resource: null, project: "speech", member: null };
  const { charge } = await account.run("charge", { amount: usd("90.000001"), onShortfall: "owe", ...labels });
  const { grant } = await account.grant("60");
  await account.run("refundCharge", { chargeId: charge, amount: usd("2.5") });
  await account.run("revokeGrant", { grantId: grant, amount: usd("55") });
  await account.run("reinstateGrant", { grantId: grant, amount: usd("20.25") });
  await account.run("forgiveDebt", { debtId: charge, amount: usd("1") }).catch(() => undefined);
  await account.grant("100", { source: "auto_topup" });
  await to(MARCH + HOUR);
  await account.charge("0.000001");
  return account;
}

/** What the entries of a month change, by plain arithmetic on the stored balances. */
async function changed(orgId: string, from: number, until: number) {
  const [row] = await owner.query(
    `SELECT coalesce(sum(net), 0)::text AS net, count(*)::int AS count, min(seq)::int AS first, max(seq)::int AS last
      FROM entries WHERE org_id = $1 AND at >= $2 AND at < $3`,
    [orgId, new Date(from), new Date(until)],
  );
  return row as { net: string; count: number; first: number; last: number };
}

const used = (lines: readonly StatementLine[], isLate: boolean) =>
  lines
    .filter(({ part, work }) => part === "used" && work?.isLate === isLate)
    .map(({ work, amounts }) => [work?.project, work?.resource, work?.job, -worthOf(amounts)]);

describe("the statement of a month", () => {
  it("L8 with every kind of entry reconciles to the micro-dollar, names its entries, and tiles with the next one", async () => {
    const { orgId } = await twoMonths();
    let before = { promotional: 0n, paid: 0n, owed: 0n, reserved: 0n };
    for (const [n, from] of MONTHS.entries()) {
      const until = Date.UTC(2026, n + 1);
      const { opening, booked, closing, entries } = await readStatement(app.organizations, orgId, { from, until });
      const statement = makeStatement(opening, booked);
      expect(opening).toEqual(before);
      expect(statement.closing).toEqual(closing);
      const { net, first, last } = await changed(orgId, from, until);
      expect(worthOf(closing) - worthOf(opening)).toBe(BigInt(net));
      expect(entries).toMatchObject({ first, last });
      before = closing;
    }
    const [head] = await owner.query(
      "SELECT available + reserved AS credit, owed FROM organizations WHERE org_id = $1",
      [orgId],
    );
    expect([before.promotional + before.paid, before.owed]).toEqual([BigInt(head.credit), BigInt(head.owed)]);
  });

  it("lists usage by project, resource and job, and work of an earlier month as late", async () => {
    const { orgId } = await twoMonths();
    const { opening, booked } = await readStatement(app.organizations, orgId, { from: FEBRUARY, until: MARCH });
    const { lines, held } = makeStatement(opening, booked);
    expect(used(lines, true)).toEqual([["vision", "gpu.h100-80gb", "silent", 7_980_000n]]);
    expect(used(lines, false)).toEqual([
      ["speech", null, null, 90_000_001n],
      ["vision", "gpu.l40s", "timely", 1_140_000n],
      [null, "gpu.l40s", null, 400_000n],
    ]);
    expect(worthOf(sumOfPart(lines, "debt_paid"))).toBe(0n);
    expect(held.opening + held.placed - held.released - held.used).toBe(held.closing);
  });

  it("is listed with the months that have entries, the newest first, and the present one as open", async () => {
    const account = await twoMonths();
    const months = await listStatements(app.organizations, account.orgId);
    expect(months.map(({ month, isClosed }) => [month, isClosed])).toEqual([
      ["2026-03", false],
      ["2026-02", true],
      ["2026-01", true],
    ]);
    for (const [n, { opening, entries, from }] of months.entries()) {
      expect(opening).toBe(months[n + 1]?.closing ?? 0n);
      const { count } = await changed(account.orgId, from, Date.UTC(2026, 3 - n));
      expect(entries).toBe(count);
    }
    await advanceClock(ledger, account.orgId, Date.UTC(2026, 4, 2));
    const [present] = await listStatements(app.organizations, account.orgId);
    expect(present).toMatchObject({ month: "2026-03", isClosed: true });
  });
});
