import { describe, expect, it } from "vitest";
import { tiered } from "../../catalog/index.ts";
import { usd } from "../../money/index.ts";
import type { StartJob } from "../commands/command.ts";
import { copyOf, type GrantTerms, priceBook, type WhatIfRequest, whatIf } from "../index.ts";
import { HOUR, LedgerInMemory } from "../ledger-in-memory.test-support.ts";
import { budgetName, noBudgets } from "../state/budget.ts";

const BOOK = priceBook(1, tiered);
const KEY = "00000000-0000-7000-8000-00000000000a";
/** $0.44 an hour. */
const SLOW = "gpu.rtx-3090";

interface Trial extends Partial<Omit<WhatIfRequest, "start">> {
  readonly hours: number;
  readonly start?: Partial<StartJob>;
}

/** Tries a job out on a copy of a ledger; the default is one RTX 3090 by the hour. */
function tryOut(ledger: LedgerInMemory, { hours, start, epochMs = HOUR, ...rest }: Trial) {
  const estimateMs = Math.round(hours * HOUR);
  const next = { untilMs: Math.min(epochMs, estimateMs) };
  const command = ledger.command({ kind: "startJob", ref: "tried", resource: SLOW, next, ...start }) as StartJob;
  const request = {
    start: command,
    estimateMs,
    epochMs,
    mostSteps: 500,
    arrivals: [],
    lapsing: 0n,
    speeds: new Map(),
    ...rest,
  };
  const before = copyOf(ledger.state);
  const found = whatIf(ledger.state, request, ledger.now, { books: () => BOOK });
  expect(ledger.state).toEqual(before);
  if ("code" in found) throw new Error(found.code);
  return found;
}

function funded(amount: string): LedgerInMemory {
  const ledger = new LedgerInMemory();
  ledger.run({ kind: "issueGrant", amount: usd(amount) });
  return ledger;
}

const coming = (id: string, amount: bigint, effectiveAt: number, expiresAt: number | null = null): GrantTerms => ({
  id,
  source: "plan",
  kind: "promotional",
  amount,
  effectiveAt,
  expiresAt,
  businessKey: id,
});

describe("what if a job started", () => {
  it("charges the price if credit lasts, and names who pays in burn order", () => {
    const ledger = funded("5");
    ledger.run({ kind: "issueGrant", grantKind: "promotional", amount: usd("1"), expiresAt: 90 * HOUR });
    const found = tryOut(ledger, { hours: 5 });
    expect(found).toMatchObject({ price: usd("2.20"), charged: usd("2.20"), admitted: true, epochs: 5, halt: null });
    expect(found.paidBy.map(({ grant, amount }) => [grant.kind, amount])).toEqual([
      ["promotional", usd("1")],
      ["paid", usd("1.20")],
    ]);
  });

  it("pauses after the last epoch that credit covers, and says what is missing for the next", () => {
    // Eleven hours are $4.84; the twelfth needs 28 cents more than is left.
    const found = tryOut(funded("5"), { hours: 20 });
    const halt = { afterEpoch: 11, atMs: 11 * HOUR, reason: "insufficient_credit", missing: usd("0.28") };
    expect(found).toMatchObject({ price: usd("8.80"), charged: usd("4.84"), admitted: true, epochs: 20, halt });
  });

  it("finds the same epoch if there are more epochs than steps", () => {
    // A minute is 7,333 u, so $5 pay for 681 minutes; a step of the run is two minutes.
    const found = tryOut(funded("5"), { hours: 1_000 / 60, epochMs: 60_000 });
    expect(found.halt).toMatchObject({ afterEpoch: 681, atMs: 681 * 60_000 });
    // A second is 122.2 u. All other steps are 12 minutes.
    const seconds = tryOut(funded("5"), { hours: 100, epochMs: 1_000 });
    expect(seconds.halt).toMatchObject({ afterEpoch: 40_909, atMs: 40_909_000 });
  });

  it("does not start without the margin of the first epoch", () => {
    const found = tryOut(funded("1"), { hours: 2, epochMs: 2 * HOUR });
    const halt = { afterEpoch: 0, atMs: 0, reason: "insufficient_credit", missing: usd("0.056") };
    expect(found).toMatchObject({ admitted: false, charged: 0n, required: usd("1.056"), missing: usd("0.056"), halt });
  });

  it("goes on with credit that comes while it runs", () => {
    const inTime = coming("month", usd("10"), 11 * HOUR);
    const found = tryOut(funded("5"), { hours: 20, arrivals: [inTime] });
    expect(found).toMatchObject({ charged: usd("8.80"), halt: null });
    expect(found.paidBy.map(({ amount, isComing }) => [amount, isComing])).toEqual([
      [usd("3.96"), true],
      [usd("4.84"), false],
    ]);
    const late = coming("month", usd("10"), 11 * HOUR + 1);
    expect(tryOut(funded("5"), { hours: 20, arrivals: [late] }).halt).toMatchObject({ atMs: 11 * HOUR });
  });

  it("says what still lapses unused, also of credit that comes", () => {
    const ledger = new LedgerInMemory();
    ledger.run({ kind: "issueGrant", grantKind: "promotional", amount: usd("2"), expiresAt: 3 * HOUR });
    ledger.run({ kind: "issueGrant", amount: usd("9") });
    // The first three hours use $1.32 of the $2.
    expect(tryOut(ledger, { hours: 5, lapsing: usd("2") }).lapsing).toBe(usd("0.68"));
    const short = coming("short", usd("1"), 2 * HOUR, 4 * HOUR);
    const found = tryOut(ledger, { hours: 5, lapsing: usd("2"), arrivals: [short] });
    // The fourth hour takes 44 cents of the dollar.
    expect(found.lapsing).toBe(usd("0.68") + usd("0.56"));
  });

  it("pauses where the budget of the caller has no room, and says which", () => {
    const ledger = funded("50");
    ledger.state.budgets = noBudgets();
    const budgets = [{ scope: "key", ref: KEY, period: "day", cap: usd("1"), mode: "hard", version: 1 }] as const;
    const start = { actor: { type: "service_key", id: KEY }, budgets } as const;
    const budget = { scope: "key", id: `key_${KEY}`, cap: "1000000", used: "880000", asked: "440000" };
    expect(tryOut(ledger, { hours: 5, start }).halt).toMatchObject({
      afterEpoch: 2,
      reason: "budget_exceeded",
      budget,
    });
    const whole = tryOut(ledger, { hours: 5, start, epochMs: 5 * HOUR });
    expect(whole).toMatchObject({ admitted: false, halt: { budget: { used: "0", asked: "2200000" } } });
  });

  it("L33 passes a budget that only alerts, and says which and by how much", () => {
    const ledger = funded("50");
    const key = { scope: "project", ref: "vision", period: "day" } as const;
    const alert = { ...key, cap: usd("1"), mode: "alert", version: 1, createdAt: 0 } as const;
    const roomy = { ...alert, scope: "organization", ref: "", period: "month", cap: usd("9") } as const;
    ledger.state.budgets = noBudgets(true);
    for (const terms of [roomy, alert]) ledger.state.budgets.terms.set(budgetName(terms), terms);
    ledger.run({ kind: "charge", amount: usd("0.40"), project: "vision" });
    const start = { project: "vision" } as const;
    // Two hours cost $0.88.
    const over = { scope: "project", id: "vision", period: "day", cap: "1000000", used: "400000", asked: "880000" };
    expect(tryOut(ledger, { hours: 2, start })).toMatchObject({ admitted: true, halt: null, alerts: [over] });
    expect(tryOut(ledger, { hours: 1, start }).alerts).toEqual([]);
    expect(tryOut(ledger, { hours: 5, start: { project: "other" } }).alerts).toEqual([]);
    // $0.40 and $8.80 pass the $9 of the organization too.
    expect(tryOut(ledger, { hours: 20, start }).alerts).toMatchObject([
      { scope: "project" },
      { scope: "organization" },
    ]);
  });

  it("is refused as a start is, for another reason than credit", () => {
    const closed = funded("5");
    const start = closed.command({ kind: "startJob", resource: SLOW }) as StartJob;
    const request = {
      start,
      estimateMs: HOUR,
      epochMs: HOUR,
      mostSteps: 500,
      arrivals: [],
      lapsing: 0n,
      speeds: new Map(),
    };
    const refusal = (changed: object) =>
      whatIf({ ...closed.state, ...changed }, { ...request, ...changed }, 0, { books: () => BOOK });
    expect(refusal({ isClosed: true })).toMatchObject({ code: "organization_closed" });
    expect(refusal({ start: { ...start, resource: "gpu.abacus" } })).toMatchObject({ code: "unknown_resource" });
  });
});

describe("cheaper resources", () => {
  const h100 = { resource: "gpu.h100-80gb" };

  it("are those with which the same hours end and cost less, the cheapest first", () => {
    // $39.90 for ten hours. An A100 80GB would be $19.90, an A100 40GB $12.90.
    const found = tryOut(funded("13"), { hours: 10, start: h100 });
    expect(found.halt).not.toBeNull();
    expect(found.cheaper.map(({ resource, price }) => [resource, price])).toEqual([
      ["gpu.rtx-3090", usd("4.40")],
      ["gpu.rtx-4090", usd("7.40")],
      ["gpu.l40s", usd("11.40")],
      ["gpu.a100-40gb", usd("12.90")],
    ]);
    expect(found.cheaper[0]?.saved).toBe(usd("35.50"));
  });

  it("take as long as the caller says", () => {
    // A quarter of the speed is four times the hours: $17.60. A tenth is $74.00, which is not cheaper.
    const speeds = new Map([
      [SLOW, 250],
      ["gpu.rtx-4090", 100],
      ["gpu.a100-80gb", 3_000],
    ]);
    const found = tryOut(funded("100"), { hours: 10, start: h100, speeds });
    expect(found.cheaper.map(({ resource, estimateMs, price }) => [resource, estimateMs, price])).toEqual([
      ["gpu.a100-80gb", 12_000_000, usd("6.633333")],
      ["gpu.l40s", 10 * HOUR, usd("11.40")],
      ["gpu.a100-40gb", 10 * HOUR, usd("12.90")],
      [SLOW, 40 * HOUR, usd("17.60")],
    ]);
  });

  it("are none for the cheapest, or without credit", () => {
    expect(tryOut(funded("100"), { hours: 1 }).cheaper).toEqual([]);
    expect(tryOut(new LedgerInMemory(), { hours: 1, start: h100 }).cheaper).toEqual([]);
  });
});
