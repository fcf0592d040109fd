import { makeStatement, type StatementLine, sumOfPart, worthOf } from "@scrip/domain/billing/statement";
import { afterAll, describe, expect, it } from "vitest";
import { advanceClock } from "../../due/advance-clock.test-support.ts";
import { type Account, appLedger } from "../../ledger/an-account.test-support.ts";
import { testDatabase } from "../../testing/index.ts";
import { aHistory, FEBRUARY, JANUARY, MARCH } from "./a-history.test-support.ts";
import { listStatements } from "./list-statements.ts";
import { readStatement } from "./read-statement.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const ledger = appLedger(database);
afterAll(() => ledger.close());

const MONTHS = [JANUARY, FEBRUARY, MARCH] as const;
const twoMonths = (): Promise<Account> => aHistory(app, ledger);

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
