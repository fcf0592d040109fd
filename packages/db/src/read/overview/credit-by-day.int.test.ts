import { catalogText, tiered } from "@scrip/domain/catalog";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Statement } from "../../connection/query.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { advanceClock } from "../../due/advance-clock.test-support.ts";
import { Account, appLedger, books } from "../../ledger/an-account.test-support.ts";
import { anOrganization, LONG_AGO, longHistory, testDatabase } from "../../testing/index.ts";
import { sumActivity } from "../activity/sum-activity.ts";
import { balanceAsOf } from "../lineage/balance-as-of.ts";
import { ENDS, readCreditByDay } from "./credit-by-day.ts";
import { CREDIT_KINDS, SPENT } from "./spent-between.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");
const ledger = appLedger(database);
afterAll(() => ledger.close());

const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 1);

/** Reads the chart with own boundaries instead of midnights. */
const chart = (orgId: string, starts: readonly number[]) =>
  readCreditByDay(app.organizations, books, orgId, () => starts);

/** The usage of an interval, as Activity adds it up from every entry. */
async function usedIn(orgId: string, from: number, until: number | undefined): Promise<bigint> {
  const { sums } = await sumActivity(app.organizations, orgId, { from, until });
  return -sums.filter(({ kind }) => kind === "settled" || kind === "charged").reduce((net, sum) => net + sum.net, 0n);
}

const step = fc.record({
  after: fc.integer({ min: 0, max: 5 }),
  what: fc.constantFrom("grant", "code", "charge", "owe", "revoke", "reinstate", "refund", "hold", "settle", "forgive"),
  amount: fc.bigInt({ min: 1n, max: 3_000_000n }),
});

/** Takes one step in the life of an organization. A refused step changes nothing. */
async function take(account: Account, what: string, amount: bigint, at: number): Promise<void> {
  const labels = { resource: null, project: null, member: null };
  const { ledger: now } = await account.look();
  const grantId = [...now.grants.keys()][0] ?? "";
  const debtId = [...now.debts.keys()][0] ?? "";
  const chargeId = (account as { lastCharge?: string }).lastCharge ?? "";
  if (what === "grant") await account.run("issueGrant", aGrant(amount, null, "paid"));
  if (what === "code") await account.run("issueGrant", aGrant(amount, at + 3 * HOUR, "promotional"));
  if (what === "charge" || what === "owe") {
    const onShortfall = what === "owe" ? "owe" : "refuse";
    const outcome = await account.try("charge", { amount, onShortfall, ...labels });
    if (outcome.ok) Object.assign(account, { lastCharge: outcome.answer.charge });
  }
  if (what === "revoke" && grantId !== "") await account.try("revokeGrant", { grantId, amount });
  if (what === "reinstate" && grantId !== "") await account.try("reinstateGrant", { grantId, amount });
  if (what === "refund" && chargeId !== "") await account.try("refundCharge", { chargeId, amount });
  if (what === "hold") {
    const outcome = await account.try("placeHold", { amount, ttlMs: 9 * HOUR });
    if (outcome.ok) Object.assign(account, { lastHold: outcome.answer.hold });
  }
  const holdId = (account as { lastHold?: string }).lastHold ?? "";
  if (what === "settle" && holdId !== "")
    await account.try("settleHold", { holdId, amount: amount / 2n + 1n, close: false, resource: null });
  if (what === "forgive" && debtId !== "") await account.try("forgiveDebt", { debtId, amount });
}

const aGrant = (amount: bigint, expiresAt: number | null, grantKind: "paid" | "promotional") => ({
  source: "adjustment" as const,
  grantKind,
  amount,
  effectiveAt: null,
  expiresAt,
  businessKey: crypto.randomUUID(),
});

describe("the usage of intervals", () => {
  it("is what Activity adds up, whatever else happens to credit", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const account = await Account.open(app, ledger, START);
        let at = START;
        for (const { after, what, amount } of steps) {
          at += after * HOUR;
          await advanceClock(ledger, account.orgId, at);
          await take(account, what, amount, at);
        }
        const starts = Array.from({ length: 7 }, (_, n) => START + (n - 1) * 8 * HOUR);
        const { spent } = await chart(account.orgId, starts);
        const expected = await Promise.all(starts.map((from, n) => usedIn(account.orgId, from, starts[n + 1])));
        expect(spent).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });
});

it("the usage of a hold whose credit was taken back is what the hold spent, and not the debt of it", async () => {
  const account = await Account.open(app, ledger, START);
  const { grant: grantId } = await account.run("issueGrant", aGrant(20n, null, "paid"));
  const { hold: holdId } = await account.run("placeHold", { amount: 20n, ttlMs: HOUR });
  await account.run("revokeGrant", { grantId, amount: 20n });
  await account.run("settleHold", { holdId, amount: 5n, close: true, resource: null });
  const { spent } = await chart(account.orgId, [START, START + HOUR]);
  expect(spent[0]).toBe(5n);
  expect(await usedIn(account.orgId, START, START + HOUR)).toBe(5n);
});

describe("in a long history", () => {
  const ENTRIES = 50_000;
  let orgId = "";
  beforeAll(async () => {
    ({ orgId } = await anOrganization(app, { catalog: catalogText(tiered) }));
    await longHistory(owner, orgId, ENTRIES);
  });

  it("the credit at each end is that of the grants then", async () => {
    const seconds = fc.uniqueArray(fc.integer({ min: 0, max: ENTRIES + 500 }), { minLength: 2, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(seconds, async (chosen) => {
        const starts = chosen.sort((a, b) => a - b).map((second) => LONG_AGO + second * 1000 + 1);
        const { ends } = await chart(orgId, starts);
        const expected = await Promise.all(
          starts.slice(1).map((end) => creditAt(Math.min(end, LONG_AGO + ENTRIES * 1000))),
        );
        expect(ends).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });

  async function creditAt(end: number) {
    const found = await balanceAsOf(app.organizations, orgId, { seq: Math.floor((end - LONG_AGO) / 1000) });
    if (typeof found === "string") throw new Error(found);
    const kinds = await owner.query("SELECT id, kind FROM grants WHERE org_id = $1", [orgId]);
    const promotional = found.grants
      .filter(({ id }) =>
        kinds.some((grant: { id: string; kind: string }) => grant.id === id && grant.kind === "promotional"),
      )
      .reduce((sum, { avail }) => sum + avail, 0n);
    return { promotional, paid: found.balance.available - promotional, owed: found.balance.owed };
  }

  it("few rows are read: for an end the postings of at most 255 entries, for usage the entries of grants", async () => {
    const ends = Array.from({ length: 90 }, (_, n) => new Date(LONG_AGO + n * (ENTRIES / 90) * 1000).toISOString());
    const few = Array.from({ length: 4 }, (_, n) => ends[n * 25]);
    expect(await rowsOf({ text: ENDS, values: [orgId, few] })).toBeLessThan(4 * 3 * 256);
    const numbers = ends.map((_, n) => Math.floor(n * (ENTRIES / 90)));
    expect(await rowsOf({ text: SPENT, values: [orgId, numbers, CREDIT_KINDS] })).toBeLessThan(1_000);
  });

  /** The most rows that one step of the plan yields. */
  async function rowsOf({ text, values }: Statement): Promise<number> {
    return readOrganization(app.organizations, orgId, { byKey: true }, async (query) => {
      const [row = {}] = await query({ text: `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values });
      return mostRows((row["QUERY PLAN"] as [{ Plan: PlanNode }])[0].Plan);
    });
  }
});

interface PlanNode {
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly Plans?: readonly PlanNode[];
}

const mostRows = (node: PlanNode): number =>
  Math.max(node["Actual Rows"] * node["Actual Loops"], ...(node.Plans ?? []).map(mostRows));
