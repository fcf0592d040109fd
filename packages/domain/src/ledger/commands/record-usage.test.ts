import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { payg, tiered } from "../../catalog/index.ts";
import { usd } from "../../money/index.ts";
import { priceOfUsage } from "../../usage/events/price-of-usage.ts";
import { DAY, HOUR, LedgerInMemory } from "../ledger-in-memory.test-support.ts";
import { priceBook } from "../state/price-book.ts";

const UNITS = 1_000_000n;
const GB_OUT = "network.gb-out";

/** A ledger of the catalog that sells network traffic at $0.05 a GB. */
function withCredit(...grants: readonly string[]): LedgerInMemory {
  return credited(new LedgerInMemory(priceBook(1, payg)), grants);
}

/** A ledger of the catalog that sells exports at $0.05 each, and no traffic. */
const withExports = (...grants: readonly string[]) => credited(new LedgerInMemory(priceBook(1, tiered)), grants);

function credited(ledger: LedgerInMemory, grants: readonly string[]): LedgerInMemory {
  for (const amount of grants) ledger.run({ kind: "issueGrant", amount: usd(amount) });
  return ledger;
}

const traffic = (ledger: LedgerInMemory, name: string, gb: number, rest: object = {}) =>
  ledger.run<"recordUsage">({ kind: "recordUsage", name, resource: GB_OUT, quantity: BigInt(gb * 1e6), ...rest });

const balance = (ledger: LedgerInMemory) => ledger.state.balance;

describe("a usage event", () => {
  it("L19 costs floor(rate x quantity), and has its quantity, its time and its name in its charge", () => {
    const ledger = withCredit("10");
    ledger.now = 5 * DAY;
    const answer = traffic(ledger, "flow-1", 12.500019, { eventAt: 5 * DAY - HOUR, project: "vision", member: "ana" });
    expect(answer).toMatchObject({ charged: "625000", becameOwed: "0", forgiven: "0", refunded: "0", isLate: false });
    expect(ledger.charges.at(-1)).toMatchObject({
      id: answer.charge,
      amount: 625_000n,
      rate: 50_000_000n,
      project: "vision",
      member: "ana",
      metered: { meter: "usage", meterId: answer.charge, quantity: 12_500_019n, from: 5 * DAY - HOUR, name: "flow-1" },
    });
    expect(balance(ledger).available).toBe(usd("9.375"));
  });

  it("is recorded without an entry if it costs nothing", () => {
    const ledger = withCredit("10");
    const answer = traffic(ledger, "tiny", 0.000001);
    expect([answer.charged, answer.seq, ledger.charges.length]).toEqual(["0", null, 1]);
  });

  it("of a kind that accrues becomes debt without credit, and of a kind that refuses is refused", () => {
    const ledger = withCredit();
    expect(traffic(ledger, "flow", 100)).toMatchObject({ charged: "5000000", becameOwed: "5000000" });
    const exporting = { kind: "recordUsage", name: "export-1", resource: "export" } as const;
    const tieredLedger = withExports("0.04");
    expect(tieredLedger.refusal(exporting)).toMatchObject({
      code: "insufficient_credit",
      data: { required: "50000", spendable: "40000", missing: "10000" },
    });
    tieredLedger.run({ kind: "issueGrant", amount: usd("0.01") });
    expect(tieredLedger.run<"recordUsage">(exporting)).toMatchObject({ charged: "50000", becameOwed: "0" });
    // At zero also an export that costs nothing is refused.
    expect(tieredLedger.refusal({ ...exporting, quantity: 0n }).code).toBe("insufficient_credit");
  });

  it.each([
    ["nothing.of-this", "unknown_resource"],
    ["gpu.h100-80gb", "not_metered_by_events"],
  ])("of the resource %s is refused: %s", (resource, code) => {
    expect(withCredit("10").refusal({ kind: "recordUsage", resource }).code).toBe(code);
  });

  it("may be ahead of the clock by the tolerance, and is refused beyond it", () => {
    const ledger = withCredit("10");
    ledger.now = DAY;
    expect(ledger.refusal({ kind: "recordUsage", resource: GB_OUT, eventAt: DAY + 5001 })).toMatchObject({
      code: "event_ahead_of_time",
      data: { event: "event", eventAt: DAY + 5001, at: DAY },
    });
    expect(traffic(ledger, "flow", 1, { eventAt: DAY + 5000 }).charged).toBe("50000");
  });

  it("is refused if its price passes the limit of an amount", () => {
    const event = { kind: "recordUsage", resource: GB_OUT, quantity: 10n ** 18n } as const;
    // $0.05 x 10^12 GB is $5 x 10^10, and the limit is $10^9.
    expect(withCredit("10").refusal(event).code).toBe("price_above_limit");
  });

  it("is late if its month has ended", () => {
    const ledger = withCredit("10");
    ledger.now = Date.UTC(2026, 1, 3);
    expect(traffic(ledger, "flow", 1, { eventAt: Date.UTC(2026, 0, 31, 22) }).isLate).toBe(true);
    expect(ledger.charges.at(-1)?.metered).toMatchObject({ isLate: true });
  });
});

describe("a correction", () => {
  it("L19 charges or gives back the difference of the floored prices", () => {
    const ledger = withCredit("10");
    // $0.05 a GB: 10.000019 GB cost 500,000 and 7.000019 GB 350,000 micro-dollars.
    const first = traffic(ledger, "flow", 10.000019);
    expect(traffic(ledger, "fix-1", 7.000019, { corrects: "flow" })).toMatchObject({
      charged: "0",
      refunded: "150000",
    });
    expect(balance(ledger).available).toBe(usd("9.65"));
    expect(traffic(ledger, "fix-2", 9, { corrects: "fix-1" })).toMatchObject({ charged: "100000", refunded: "0" });
    expect(balance(ledger).available).toBe(usd("9.55"));
    expect(ledger.charges.map(({ leg, metered }) => [leg, metered?.meterId])).toEqual([
      [1, first.charge],
      [2, first.charge],
      [3, first.charge],
    ]);
  });

  it("returns credit by one grant for each grant that paid, last in burn order first, of its kind", () => {
    const ledger = withCredit();
    ledger.run({
      kind: "issueGrant",
      grantKind: "promotional",
      source: "code",
      amount: usd("0.3"),
      expiresAt: 9 * DAY,
    });
    ledger.run({ kind: "issueGrant", amount: usd("1") });
    traffic(ledger, "flow", 10);
    traffic(ledger, "fix", 2, { corrects: "flow" });
    const refunds = ledger.grants().filter(({ source }) => source === "refund");
    expect(refunds.map(({ kind, amount }) => [kind, amount])).toEqual([
      ["promotional", usd("0.2")],
      ["paid", usd("0.2")],
    ]);
    expect(balance(ledger)).toEqual({ available: usd("1.2"), reserved: 0n, owed: 0n });
  });

  it("upward is owed as far as credit does not cover it; downward forgives debt before it returns credit", () => {
    const ledger = withCredit("0.5");
    traffic(ledger, "flow", 10);
    expect(traffic(ledger, "more", 30, { corrects: "flow" })).toMatchObject({
      charged: "1000000",
      becameOwed: "1000000",
    });
    expect(traffic(ledger, "less", 4, { corrects: "flow" })).toMatchObject({ forgiven: "1000000", refunded: "300000" });
    expect(balance(ledger)).toEqual({ available: usd("0.3"), reserved: 0n, owed: 0n });
  });

  it("of an export is not refused at zero, since the work was done", () => {
    const ledger = withExports("0.05");
    ledger.run({ kind: "recordUsage", name: "one", resource: "export" });
    const more = {
      kind: "recordUsage",
      name: "two",
      resource: "export",
      quantity: 2n * UNITS,
      corrects: "one",
    } as const;
    expect(ledger.run<"recordUsage">(more)).toMatchObject({ charged: "50000", becameOwed: "50000" });
  });

  it("keeps resource and labels, and finds only recorded events of its own source", () => {
    const ledger = withCredit("10");
    traffic(ledger, "flow", 1, { project: "vision" });
    const fix = { kind: "recordUsage", name: "fix", resource: GB_OUT, corrects: "flow" } as const;
    expect(ledger.refusal({ ...fix, resource: "export" })).toMatchObject({ data: { field: "resource" } });
    expect(ledger.refusal({ ...fix, project: "speech" })).toMatchObject({ data: { field: "project" } });
    expect(ledger.refusal({ ...fix, member: "ana" })).toMatchObject({ data: { field: "member" } });
    expect(ledger.refusal({ ...fix, source: "other" }).code).toBe("usage_event_not_found");
    expect(ledger.refusal({ ...fix, corrects: "nothing" }).code).toBe("usage_event_not_found");
    ledger.run({ ...fix, project: "vision" });
    expect(ledger.charges.at(-1)).toMatchObject({ project: "vision", metered: { name: "fix" } });
  });

  it("L19 any chain of corrections ends where its last total says", () => {
    const property = (credit: bigint, totals: bigint[]) => {
      const ledger = withCredit();
      ledger.run({ kind: "issueGrant", amount: credit });
      for (const [index, quantity] of totals.entries())
        ledger.run({
          kind: "recordUsage",
          name: `event-${index}`,
          resource: GB_OUT,
          quantity,
          corrects: index === 0 ? null : `event-${Math.floor(index / 2)}`,
        });
      const { available, owed } = balance(ledger);
      expect(credit - available + owed).toBe(priceOfUsage(50_000_000n, totals.at(-1) ?? 0n));
    };
    const totals = fc.array(fc.bigInt(0n, 100n * UNITS), { minLength: 1, maxLength: 8 });
    fc.assert(fc.property(fc.bigInt(1n, 4_000_000n), totals, property));
  });
});
