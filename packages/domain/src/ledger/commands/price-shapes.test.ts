import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PriceShape, parseCatalog, tiered } from "../../catalog/index.ts";
import { type Micros, usd } from "../../money/index.ts";
import { type CommandInput, HOUR, LedgerInMemory } from "../ledger-in-memory.test-support.ts";
import { estimateJob } from "../outlook/estimate-job.ts";
import { noCorrections } from "../state/corrections.ts";
import { priceBook } from "../state/price-book.ts";
import { copyOf } from "../state/state.ts";

const tiers = [{ upTo: 10, rate: "4.00" }, { rate: "3.00" }];
const graduated: PriceShape = { kind: "graduated", tiers };
const volume: PriceShape = { kind: "volume", tiers };
const packages: PriceShape = { kind: "package", size: 5, price: "18.00" };

/** The price book of the default catalog, in which an H100 has a price shape. */
function bookWith(price: PriceShape, capAtEstimate = false) {
  const h100 = { title: "H100", unit: "hour", kinds: ["training"], price };
  const training = { ...tiered.policies.training, capAtEstimate };
  const resources = { ...tiered.resources, "gpu.h100-80gb": h100 };
  const catalog = parseCatalog({ ...tiered, resources, policies: { ...tiered.policies, training } });
  if (!catalog.ok) throw new Error(JSON.stringify(catalog.error));
  return priceBook(1, catalog.value);
}

function funded(price: PriceShape, amount: Micros = usd("1000")): LedgerInMemory {
  const ledger = new LedgerInMemory(bookWith(price));
  ledger.run({ kind: "issueGrant", amount });
  return ledger;
}

/** Runs a job to these hours, in epochs, and completes it at the last one. */
function run(ledger: LedgerInMemory, hours: readonly number[], end: object = { end: "completed" }) {
  ledger.run({ kind: "startJob", next: { untilMs: (hours[0] ?? 0) * HOUR } });
  const settled = hours.slice(0, -1).map((hour, n) => {
    ledger.now = hour * HOUR;
    return ledger.run({ kind: "settleEpoch", quantityMs: hour * HOUR, next: { untilMs: (hours[n + 1] ?? 0) * HOUR } });
  });
  ledger.now = (hours.at(-1) ?? 0) * HOUR;
  return [...settled, ledger.run({ kind: "finishJob", quantityMs: ledger.now, ...end })];
}

const charged = (answers: readonly { charged: string }[]) => answers.map((answer) => Number(answer.charged) / 1e6);
const held = (answers: readonly { held: string }[]) => answers.map((answer) => Number(answer.held) / 1e6);
const refunds = (ledger: LedgerInMemory) => ledger.grants().filter(({ source }) => source === "refund");

describe("a job of one GPU, in epochs", () => {
  it.each<[string, PriceShape, number[], number[], number[]]>([
    // 10 x 4 + 10 x 3; the hold of the third epoch crosses the tier: 2 x 4 + 2 x 3.
    ["graduated", graduated, [4, 8, 12, 20], [16, 16, 14, 24], [16, 14, 24, 0]],
    // 12 h are all at 3: 36 less 32. The epoch from 8 h to 12 h could end at 10 h, which costs 40.
    ["volume, without a fall", volume, [4, 8, 12, 20], [16, 16, 4, 24], [16, 8, 24, 0]],
    // 3, 5, 6 and 12 h begin 1, 1, 2 and 3 packages of 5 h.
    ["packages", packages, [3, 5, 6, 12], [18, 0, 18, 18], [0, 18, 18, 0]],
    // The minimum is held from the start, and due in the end: 50 less 36.
    ["volume with a minimum", { ...volume, minimum: "50.00" }, [4, 8, 12], [16, 16, 18], [34, 18, 0]],
    ["a minimum below the price", { ...graduated, minimum: "50.00" }, [10, 20], [40, 30], [30, 0]],
    ["a plain rate with a minimum", { kind: "graduated", tiers: [{ rate: "4.00" }], minimum: "5.00" }, [1], [5], [0]],
  ])("%s", (_name, price, hours, charges, holds) => {
    const ledger = funded(price);
    const answers = run(ledger, hours);
    expect(charged(answers)).toEqual(charges);
    expect(held(answers)).toEqual(holds);
    const used = usd(String(charges.reduce((sum, charge) => sum + charge, 0)));
    expect(ledger.state.balance).toEqual({ available: usd("1000") - used, reserved: 0n, owed: 0n });
    expect(answers.every(({ flags }) => flags.length === 0)).toBe(true);
    expect(refunds(ledger)).toEqual([]);
  });

  it("gives back by one refund grant what a volume price falls by", () => {
    const ledger = funded(volume);
    const answers = run(ledger, [5, 10, 11, 12]);
    // 20, then 40; 11 h are all at 3: 33, so 7 come back; then 36.
    expect(charged(answers)).toEqual([20, 20, 0, 3]);
    expect(answers.map(({ chargedTotal }) => chargedTotal)).toEqual(["20000000", "40000000", "33000000", "36000000"]);
    // At 10 h nothing is held for the eleventh hour: the job costs less after it.
    expect(held(answers)).toEqual([20, 0, 3, 0]);
    expect(refunds(ledger)).toMatchObject([{ amount: usd("7"), kind: "paid", expiresAt: null }]);
    const fallen = ledger.charges[2];
    expect(fallen).toMatchObject({ amount: 0n, chargeableMs: 11 * HOUR });
    expect(refunds(ledger)[0]?.refundOf).toEqual({ type: "charge", id: fallen?.id });
    expect(ledger.state.balance).toEqual({ available: usd("964"), reserved: 0n, owed: 0n });
  });

  it("gives back last in burn order first, in the kind of each grant that paid", () => {
    const ledger = new LedgerInMemory(
      bookWith({ kind: "volume", tiers: [{ upTo: 10, rate: "4.00" }, { rate: "1.00" }] }),
    );
    ledger.run({
      kind: "issueGrant",
      amount: usd("20"),
      grantKind: "promotional",
      source: "code",
      expiresAt: 90 * 24 * HOUR,
    });
    ledger.run({ kind: "issueGrant", amount: usd("1000") });
    // 40 of which 20 are promotional; 11 h cost 11, so 29 come back: all 20 that were paid, then 9.
    run(ledger, [4, 10, 11]);
    expect(refunds(ledger).map(({ amount, kind }) => [kind, amount])).toEqual([
      ["promotional", usd("9")],
      ["paid", usd("20")],
    ]);
  });

  it("forgives what is owed before it gives credit back", () => {
    const ledger = funded(volume, usd("41"));
    ledger.run({ kind: "startJob", next: { untilMs: 5 * HOUR } });
    ledger.now = 5 * HOUR;
    ledger.run({ kind: "settleEpoch", quantityMs: 5 * HOUR, next: null });
    ledger.run({ kind: "charge", amount: usd("15") });
    ledger.run({ kind: "resumeJob", next: { untilMs: 6 * HOUR } });
    ledger.now = 10 * HOUR;
    // 20 more are due; 6 are left, so 14 are owed.
    expect(ledger.run({ kind: "settleEpoch", quantityMs: 10 * HOUR })).toMatchObject({ becameOwed: "14000000" });
    ledger.now = 11 * HOUR;
    // The job fell silent or was paused; its eleventh hour makes all of it cost 33.
    ledger.run({ kind: "finishJob", quantityMs: 10 * HOUR + 5_000 });
    // 10 h and 5 s at 3: 30.004166; 9.995834 of the 14 are forgiven.
    expect(ledger.state.balance).toEqual({ available: 0n, reserved: 0n, owed: 4_004_166n });
    expect(refunds(ledger)).toEqual([]);
  });

  it("L19 never gives back more than was paid and not refunded before", () => {
    const ledger = funded(volume);
    ledger.run({ kind: "startJob", next: { untilMs: 10 * HOUR } });
    ledger.now = 10 * HOUR;
    ledger.run({ kind: "settleEpoch", quantityMs: 10 * HOUR, next: { untilMs: 11 * HOUR } });
    const first = ledger.charges[0]?.id ?? "";
    ledger.run({ kind: "refundCharge", chargeId: first, amount: usd("35") });
    ledger.now = 11 * HOUR;
    // The price falls by 7, but only 5 of the 40 were not given back.
    ledger.run({ kind: "finishJob", quantityMs: 11 * HOUR });
    expect(ledger.state.balance.available).toBe(usd("1000"));
    expect(ledger.refusal({ kind: "refundCharge", chargeId: first, amount: 1n }).code).toBe("beyond_charge");
  });

  it("L19 refunds of a charge count what the price of its job fell by", () => {
    const ledger = funded(volume);
    run(ledger, [5, 10, 11]);
    // 40 were paid, and 7 came back: 33 can be given back, whichever charges are named.
    const [first = "", second = "", fallen = ""] = ledger.charges.map(({ id }) => id);
    expect(ledger.refusal({ kind: "refundCharge", chargeId: fallen, amount: 1n }).code).toBe("beyond_charge");
    ledger.run({ kind: "refundCharge", chargeId: first, amount: usd("20") });
    expect(ledger.refusal({ kind: "refundCharge", chargeId: second, amount: 13_000_001n })).toMatchObject({
      code: "beyond_charge",
      data: { refundable: "13000000" },
    });
    ledger.run({ kind: "refundCharge", chargeId: second, amount: usd("13") });
    expect(ledger.state.balance.available).toBe(usd("1000"));
  });
});

describe("the minimum of a job", () => {
  const price: PriceShape = { kind: "graduated", tiers: [{ rate: "4.00" }], minimum: "10.00" };

  it.each([
    ["completed", { end: "completed" }, "10000000"],
    ["cancelled", { end: "cancelled" }, "10000000"],
    ["failed by the user's fault", { end: "failed", fault: "user" }, "10000000"],
    ["failed by the platform", { end: "failed", fault: "platform" }, "4000000"],
  ])("%s after an hour that was settled", (_name, end, total) => {
    const ledger = funded(price);
    ledger.run({ kind: "startJob", next: { untilMs: HOUR } });
    ledger.now = HOUR;
    ledger.run({ kind: "settleEpoch", quantityMs: HOUR, next: { untilMs: 2 * HOUR } });
    expect(ledger.run({ kind: "finishJob", quantityMs: HOUR, ...end } as CommandInput<"finishJob">)).toMatchObject({
      chargedTotal: total,
      held: "0",
    });
  });

  it("is not due for a job that never ran", () => {
    expect(run(funded(price), [0])).toMatchObject([{ chargedTotal: "0" }]);
  });

  it("is needed and held at the start", () => {
    const ledger = funded(price, usd("9"));
    expect(ledger.refusal({ kind: "startJob", next: { untilMs: HOUR } })).toMatchObject({
      code: "insufficient_credit",
      data: { missing: "3000000" },
    });
  });
});

describe("an estimate", () => {
  const estimateOf = (price: PriceShape, hours: number, amount = usd("1000")) => {
    const ledger = funded(price, amount);
    const start = ledger.command({ kind: "startJob", next: { untilMs: 2 * HOUR } });
    if (start.kind !== "startJob") throw new Error("not a start");
    const context = { books: () => bookWith(price) };
    const request = { start, estimateMs: hours * HOUR, epochMs: 2 * HOUR, mostSteps: 500, arrivals: [], lapsing: 0n };
    const result = estimateJob({ ...copyOf(ledger.state), corrections: null }, request, 0, context);
    if ("code" in result) throw new Error(result.code);
    return result;
  };

  it.each<[string, PriceShape, number, string]>([
    ["graduated", graduated, 12, "46"],
    ["volume", volume, 12, "36"],
    ["packages", packages, 12, "54"],
    ["a minimum", { ...volume, minimum: "50.00" }, 12, "50"],
  ])("is the price in the end: %s", (_name, price, hours, expected) => {
    const estimate = estimateOf(price, hours);
    expect(estimate).toMatchObject({ price: usd(expected), rate: 0n, pausesAtMs: null });
    // What comes back while the job runs is not paid.
    expect(estimate.paidBy.map(({ amount }) => amount)).toEqual([usd(expected)]);
  });

  it("says where credit ends", () => {
    // 8 h cost 32, and 35 are not enough for the tenth.
    expect(estimateOf(graduated, 12, usd("35")).pausesAtMs).toBe(8 * HOUR);
  });
});

describe("any split of a run", () => {
  const hours = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 });
  const anyTiers = fc
    .tuple(
      fc.uniqueArray(fc.integer({ min: 1, max: 25 }), { maxLength: 3 }),
      fc.array(fc.nat({ max: 900 }), { minLength: 4, maxLength: 4 }),
    )
    .map(([ends, cents]) => {
      const sorted = ends.toSorted((a, b) => a - b);
      const rate = (n: number) => ((cents[n] ?? 0) / 100).toFixed(2);
      return [...sorted.map((upTo, n) => ({ upTo, rate: rate(n) })), { rate: rate(sorted.length) }];
    });
  const anyShape: fc.Arbitrary<PriceShape> = fc.oneof(
    fc.record({ kind: fc.constantFrom("graduated" as const, "volume" as const), tiers: anyTiers }),
    fc.record({
      kind: fc.constant("package" as const),
      size: fc.integer({ min: 1, max: 9 }),
      price: fc.constant("7.00"),
    }),
  );

  it("L19 costs the same: charges less what came back are the price in one piece", () => {
    fc.assert(
      fc.property(anyShape, hours, (price, marks) => {
        const ends = marks.toSorted((a, b) => a - b);
        const split = funded(price, usd("100000"));
        const whole = funded(price, usd("100000"));
        const last = run(split, ends).at(-1);
        run(whole, [ends.at(-1) ?? 1]);
        expect(split.state.balance).toEqual(whole.state.balance);
        expect(usd("100000") - split.state.balance.available).toBe(BigInt(last?.chargedTotal ?? "-1"));
        expect(split.charges.every(({ flags }) => flags.length === 0)).toBe(true);
      }),
    );
  });

  it("needs nothing but the charges of the job to know what comes back", () => {
    const ledger = new LedgerInMemory(bookWith(volume));
    ledger.state.corrections = noCorrections();
    ledger.run({ kind: "issueGrant", amount: usd("1000") });
    run(ledger, [10, 11]);
    expect(refunds(ledger)).toHaveLength(1);
  });
});
