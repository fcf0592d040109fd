import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PriceShape, parseCatalog, tiered } from "../../catalog/index.ts";
import { type Micros, usd } from "../../money/index.ts";
import { type CommandInput, DAY, HOUR, LedgerInMemory } from "../ledger-in-memory.test-support.ts";
import { priceBook } from "../state/price-book.ts";

const tiers = [{ upTo: 10, rate: "4.00" }, { rate: "3.00" }];
const graduated: PriceShape = { kind: "graduated", tiers };
const volume: PriceShape = { kind: "volume", tiers };
const packages: PriceShape = { kind: "package", size: 5, price: "18.00" };
const minimum: PriceShape = { ...graduated, minimum: "50.00" };

const JANUARY = Date.parse("2027-01-01T00:00:00Z");
const FEBRUARY = Date.parse("2027-02-01T00:00:00Z");
const UNIT = 1_000_000n;

/** A ledger of January whose catalog sells network traffic and an H100 for endpoints at a price shape. */
function funded(price: PriceShape, amount: Micros = usd("1000")): LedgerInMemory {
  const network = { title: "Traffic", unit: "gb", kinds: ["network"], price };
  const h100 = { title: "H100", unit: "hour", kinds: ["endpoint"], price };
  const resources = { ...tiered.resources, "network.gb-out": network, "gpu.h100-80gb": h100 };
  const policies = { ...tiered.policies, network: { ...tiered.policies.storage, charging: { kind: "once" } } };
  const catalog = parseCatalog({ ...tiered, resources, policies });
  if (!catalog.ok) throw new Error(JSON.stringify(catalog.error));
  const ledger = new LedgerInMemory(priceBook(1, catalog.value));
  ledger.now = JANUARY;
  ledger.run({ kind: "issueGrant", amount });
  return ledger;
}

let events = 0;

/** Reports traffic in GB, in thousandths. */
function use(ledger: LedgerInMemory, gbMilli: number, more: Partial<CommandInput<"recordUsage">> = {}) {
  events += 1;
  const quantity = (BigInt(gbMilli) * UNIT) / 1000n;
  return ledger.run({ kind: "recordUsage", resource: "network.gb-out", name: `event-${events}`, quantity, ...more });
}

/** Runs what is due at the end of January. */
function endJanuary(ledger: LedgerInMemory) {
  ledger.now = Math.max(ledger.now, FEBRUARY);
  for (const meter of ledger.state.months?.values() ?? []) ledger.run({ kind: "settleMinimum", meterId: meter.id });
}

const dollars = (micros: bigint | string): number => Number(micros) / 1e6;
const amounts = (ledger: LedgerInMemory) => ledger.charges.map(({ amount }) => dollars(amount));
const refunds = (ledger: LedgerInMemory) => ledger.grants().filter(({ source }) => source === "refund");
const spent = (ledger: LedgerInMemory, of = "1000") => dollars(usd(of) - ledger.state.balance.available);

/** The same use of 4, 8, 12 and 20 units in all, as the charge of each step. */
const CASES: [string, PriceShape, number[]][] = [
  // 10 x 4 + 10 x 3.
  ["graduated", graduated, [16, 16, 14, 24]],
  // 12 are all at 3: 36 less 32.
  ["volume", volume, [16, 16, 4, 24]],
  // 4, 8, 12 and 20 begin 1, 2, 3 and 4 packages of 5.
  ["packages", packages, [18, 18, 18, 18]],
  // 70 in all, above the minimum of 50.
  ["a minimum below the price", minimum, [16, 16, 14, 24]],
];

describe("usage events at a price shape", () => {
  it.each(CASES)("%s", (_name, price, charges) => {
    const ledger = funded(price);
    for (const gb of [4, 4, 4, 8]) use(ledger, gb * 1000);
    expect(amounts(ledger)).toEqual(charges);
    endJanuary(ledger);
    expect(spent(ledger)).toBe(charges.reduce((sum, charge) => sum + charge, 0));
    expect(ledger.charges).toHaveLength(4);
  });

  it("begin again in each month, and each resource has its own", () => {
    const ledger = funded(graduated);
    use(ledger, 12_000);
    ledger.now = FEBRUARY;
    use(ledger, 12_000);
    // 10 x 4 + 2 x 3 in both months.
    expect(amounts(ledger)).toEqual([46, 46]);
    expect([...(ledger.state.months?.values() ?? [])].map(({ month }) => month)).toEqual([JANUARY, FEBRUARY]);
  });

  it("that come late count in the month of their time", () => {
    const ledger = funded(graduated);
    use(ledger, 8_000);
    ledger.now = FEBRUARY + DAY;
    use(ledger, 8_000);
    // January has 8: 2 more at 4 and 2 at 3. February goes on at 4.
    const late = use(ledger, 4_000, { eventAt: JANUARY + DAY });
    expect(late).toMatchObject({ charged: "14000000", isLate: true });
    expect(use(ledger, 2_000)).toMatchObject({ charged: "8000000", isLate: false });
  });

  it("are charged where a volume price falls by one refund grant", () => {
    const ledger = funded(volume);
    use(ledger, 5_000);
    use(ledger, 5_000);
    // 11 are all at 3: 33 less 40.
    expect(use(ledger, 1_000)).toMatchObject({ charged: "0", refunded: "7000000", forgiven: "0" });
    expect(refunds(ledger)).toMatchObject([{ amount: usd("7"), kind: "paid", expiresAt: null }]);
    expect(refunds(ledger)[0]?.refundOf).toEqual({ type: "charge", id: ledger.charges[2]?.id });
    expect(use(ledger, 1_000)).toMatchObject({ charged: "3000000", refunded: "0" });
    expect(spent(ledger)).toBe(36);
  });

  it("L19 refunds of a charge stay within what was paid for the month", () => {
    const ledger = funded(volume);
    for (const gb of [5, 5, 1]) use(ledger, gb * 1000);
    const [first = "", second = "", fallen = ""] = ledger.charges.map(({ id }) => id);
    expect(ledger.refusal({ kind: "refundCharge", chargeId: fallen, amount: 1n }).code).toBe("beyond_charge");
    ledger.run({ kind: "refundCharge", chargeId: first, amount: usd("20") });
    expect(ledger.refusal({ kind: "refundCharge", chargeId: second, amount: 13_000_001n })).toMatchObject({
      data: { refundable: "13000000" },
    });
  });

  it("are corrected within their month, whatever came since", () => {
    const ledger = funded(graduated);
    use(ledger, 8_000, { name: "first" });
    use(ledger, 4_000);
    ledger.now = FEBRUARY + DAY;
    // 12 cost 46; with 3 in place of 8 the month has 7, which cost 28.
    const down = use(ledger, 3_000, { name: "second", corrects: "first" });
    expect(down).toMatchObject({ charged: "0", refunded: "18000000", isLate: true });
    // 9 in place of 3: the month has 13, which cost 49.
    expect(use(ledger, 9_000, { name: "third", corrects: "second" })).toMatchObject({ charged: "21000000" });
    expect(spent(ledger)).toBe(49);
    expect(use(ledger, 0, { corrects: "third" })).toMatchObject({ refunded: "33000000" });
    // The 4 of the other event are left.
    expect(spent(ledger)).toBe(16);
  });
});

describe("the minimum of a month", () => {
  it("is charged once at its end, less what the month cost", () => {
    const ledger = funded(minimum);
    use(ledger, 1_000);
    const [meter] = ledger.state.months?.values() ?? [];
    expect(ledger.run({ kind: "settleMinimum", meterId: meter?.id ?? "" })).toMatchObject({ done: false });
    endJanuary(ledger);
    endJanuary(ledger);
    expect(amounts(ledger)).toEqual([4, 46]);
    expect(ledger.charges[1]).toMatchObject({
      resource: "network.gb-out",
      metered: { meter: "month", meterId: meter?.id, from: JANUARY, until: FEBRUARY, quantity: UNIT, isLate: false },
    });
  });

  it("stands for what is reported later, which is charged only above it", () => {
    const ledger = funded(minimum);
    use(ledger, 1_000);
    endJanuary(ledger);
    const late = (gb: number) => use(ledger, gb * 1000, { eventAt: JANUARY + DAY }).charged;
    // 12 GB cost 46, which is below 50; 20 GB cost 70.
    expect([late(11), late(8), late(1)]).toEqual(["0", "20000000", "3000000"]);
    expect(spent(ledger)).toBe(73);
  });

  it("is owed where credit does not cover it", () => {
    const ledger = funded(minimum, usd("10"));
    use(ledger, 1_000);
    endJanuary(ledger);
    expect(ledger.state.balance).toEqual({ available: 0n, reserved: 0n, owed: usd("40") });
  });

  it("goes back with the last use of the month, and is due with the first one that comes late", () => {
    const ledger = funded(minimum);
    use(ledger, 1_000, { name: "only" });
    endJanuary(ledger);
    expect(use(ledger, 0, { name: "none", corrects: "only" })).toMatchObject({ refunded: "50000000" });
    expect(spent(ledger)).toBe(0);
    expect(use(ledger, 2_000, { eventAt: JANUARY + DAY })).toMatchObject({ charged: "50000000" });
  });

  it("falls due also for a month of which the first use comes late", () => {
    const ledger = funded(minimum);
    ledger.now = FEBRUARY + DAY;
    const decision = ledger.submit({
      kind: "recordUsage",
      resource: "network.gb-out",
      quantity: UNIT,
      eventAt: JANUARY + DAY,
    });
    const [meter] = ledger.state.months?.values() ?? [];
    const due = [{ kind: "settle_minimum", refId: meter?.id, dueAt: FEBRUARY }];
    expect(decision).toMatchObject({ ok: true, changes: { due } });
    endJanuary(ledger);
    expect(amounts(ledger)).toEqual([4, 46]);
  });
});

describe("endpoints at a price shape", () => {
  /** Starts an endpoint and stops it after hours. */
  const runFor = (ledger: LedgerInMemory, hours: number, ref = "endpoint", unitsMilli = 1000) => {
    ledger.run({ kind: "startEndpoint", ref, unitsMilli });
    ledger.now += hours * HOUR;
    return ledger.run({ kind: "stopEndpoint", ref });
  };

  it.each(CASES)("%s", (_name, price, charges) => {
    const ledger = funded(price);
    for (const hours of [4, 4, 4, 8]) runFor(ledger, hours);
    expect(amounts(ledger)).toEqual(charges);
  });

  it("count together in a month, by units and time", () => {
    const ledger = funded(graduated);
    // 8 h, and 2 units for 2 h: 2 of these 4 h are at 3.
    runFor(ledger, 8, "a");
    expect(runFor(ledger, 2, "b", 2000)).toMatchObject({ charged: "14000000", chargedTotal: "14000000" });
  });

  it("are charged for each month that their time touches", () => {
    const ledger = funded(graduated);
    ledger.now = FEBRUARY - 12 * HOUR;
    expect(runFor(ledger, 20)).toMatchObject({ charged: "78000000" });
    // 12 h in January cost 46; 8 h in February 32.
    expect(ledger.charges.map(({ leg, amount, metered }) => [leg, dollars(amount), metered?.from])).toEqual([
      [1, 46, FEBRUARY - 12 * HOUR],
      [2, 32, FEBRUARY],
    ]);
    expect(ledger.charges[1]?.metered?.month).toMatchObject({ leg: 1, quantity: BigInt(8 * HOUR) * 1000n });
  });

  it("give back where a volume price falls, also of what another endpoint was charged", () => {
    const ledger = funded(volume);
    runFor(ledger, 10, "a");
    expect(runFor(ledger, 1, "b")).toMatchObject({ charged: "0", chargedTotal: "0" });
    expect(refunds(ledger).map(({ amount }) => dollars(amount))).toEqual([7]);
  });

  it("accrue together: what they have used is subtracted from credit", () => {
    const ledger = funded(graduated, usd("50"));
    ledger.run({ kind: "startEndpoint", ref: "a" });
    ledger.run({ kind: "startEndpoint", ref: "b" });
    ledger.now += 6 * HOUR;
    // 12 h of both cost 46 of the 50.
    const job = { kind: "startJob", resource: "gpu.l40s", next: { untilMs: 4 * HOUR } } as const;
    expect(ledger.refusal(job)).toMatchObject({ code: "insufficient_credit", data: { missing: "1472000" } });
    ledger.run({ kind: "settleEndpoint", endpointId: idOf(ledger, "a") });
    ledger.run({ kind: "settleEndpoint", endpointId: idOf(ledger, "b") });
    expect(spent(ledger, "50")).toBe(46);
  });

  it("keep the shape of their start until they are scaled", () => {
    const ledger = funded(graduated);
    ledger.run({ kind: "startEndpoint" });
    ledger.state.contractRates = new Map([["gpu.h100-80gb", 1_000_000_000n]]);
    ledger.now += 10 * HOUR;
    expect(ledger.run({ kind: "scaleEndpoint", unitsMilli: 2000 })).toMatchObject({ charged: "40000000" });
    ledger.now += HOUR;
    // Two units for an hour at the contract's $1.
    expect(ledger.run({ kind: "stopEndpoint" })).toMatchObject({ charged: "2000000" });
  });

  const idOf = ({ state }: LedgerInMemory, ref: string) => state.meters?.endpointIds.get(ref) ?? "";
});

describe("a price that changes within a month", () => {
  it("counts its use apart from that of the price before", () => {
    const ledger = funded(graduated);
    use(ledger, 12_000);
    const price = { kind: "volume", tiers: [{ upTo: null, rate: 1_000_000_000n }], minimum: usd("30") } as const;
    ledger.state.contractRates = new Map([["network.gb-out", price]]);
    use(ledger, 20_000);
    ledger.state.contractRates = new Map([["network.gb-out", 500_000_000n]]);
    use(ledger, 4_000);
    ledger.state.contractRates = null;
    use(ledger, 1_000);
    // 46; 20 at $1; 4 at the plain $0.50; then the 13th GB of the catalog's price.
    expect(amounts(ledger)).toEqual([46, 20, 2, 3]);
    expect(ledger.charges.map(({ metered }) => metered?.month?.leg ?? null)).toEqual([1, 1, null, 2]);
    endJanuary(ledger);
    expect(amounts(ledger).slice(4)).toEqual([10]);
  });
});

describe("any use of a month", () => {
  const step = fc.record({ gbMilli: fc.nat({ max: 9_000 }), day: fc.nat({ max: 30 }), isLate: fc.boolean() });
  const price = fc.constantFrom(graduated, volume, packages, minimum);

  it("L19 costs the same in any split and order, also where a part comes late", () => {
    const property = fc.property(price, fc.array(step, { minLength: 1, maxLength: 12 }), (shape, steps) => {
      const split = funded(shape, usd("100000"));
      for (const { gbMilli, day, isLate } of steps)
        if (!isLate) {
          split.now = Math.max(split.now, JANUARY + day * DAY);
          use(split, gbMilli, { eventAt: JANUARY + day * DAY });
        }
      endJanuary(split);
      for (const { gbMilli, day, isLate } of steps) if (isLate) use(split, gbMilli, { eventAt: JANUARY + day * DAY });
      endJanuary(split);
      const whole = funded(shape, usd("100000"));
      use(
        whole,
        steps.reduce((sum, { gbMilli }) => sum + gbMilli, 0),
      );
      endJanuary(whole);
      expect(split.state.balance).toEqual(whole.state.balance);
    });
    fc.assert(property);
  });

  it("L20 of endpoints costs the same however their time is split among settles", () => {
    const hours = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 8 });
    const property = fc.property(price, hours, (shape, spans) => {
      const split = funded(shape, usd("1000000"));
      const { endpoint } = split.run<"startEndpoint">({ kind: "startEndpoint" });
      for (const span of spans) {
        split.now += span * HOUR;
        split.run({ kind: "settleEndpoint", endpointId: endpoint });
      }
      split.run({ kind: "stopEndpoint" });
      const whole = funded(shape, usd("1000000"));
      whole.run({ kind: "startEndpoint" });
      whole.now = split.now;
      whole.run({ kind: "stopEndpoint" });
      expect(split.state.balance).toEqual(whole.state.balance);
    });
    fc.assert(property);
  });
});
