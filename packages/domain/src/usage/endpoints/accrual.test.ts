import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACCRUAL_PARTS, type Accruing, accruedAt, accruedUntil, endpointPerHour } from "./accrual.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** One H100 at $3.99 an hour, running since 0. */
const H100: Accruing = { state: "running", rate: 3_990_000_000n, unitsMilli: 1000, settledAt: 0, remainder: 0n };

describe("what an endpoint accrues", () => {
  it.each([
    // $3.99 x 5 / 60 = $0.3325 exactly.
    ["five minutes of an H100", H100, 5 * MINUTE, 332_500n, 0n],
    // 3,990,000,000 x 1000 x 1 = 3.99e12 parts: 1 u and 0.39e12 parts.
    ["a millisecond of an H100", H100, 1, 1n, 390_000_000_000n],
    // $0.08 an hour x 0.5 x 1 s = 11.11 u.
    ["a second of half a CPU unit", { ...H100, rate: 80_000_000n, unitsMilli: 500 }, 1000, 11n, 400_000_000_000n],
    ["a year scaled to nothing", { ...H100, unitsMilli: 0 }, 365 * 24 * HOUR, 0n, 0n],
    ["an hour after its stop", { ...H100, state: "stopped" as const }, HOUR, 0n, 0n],
    ["a time before its last charge", { ...H100, settledAt: HOUR }, 0, 0n, 0n],
  ])("of %s is exact", (_, endpoint, at, amount, remainder) => {
    expect(accruedAt(endpoint, at)).toEqual({ amount, remainder });
  });

  it("L19 costs the same in any split, and changes of its terms round nothing", () => {
    const span = fc.record({ ms: fc.nat(10 * HOUR), unitsMilli: fc.nat(9000), rate: fc.bigInt(0n, 10n ** 13n) });
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 30 }), (spans) => {
        let endpoint = H100;
        let charged = 0n;
        let parts = 0n;
        for (const { ms, ...terms } of spans) {
          endpoint = { ...endpoint, ...terms };
          const at = endpoint.settledAt + ms;
          const { amount, remainder } = accruedAt(endpoint, at);
          charged += amount;
          parts += terms.rate * BigInt(terms.unitsMilli) * BigInt(ms);
          endpoint = { ...endpoint, settledAt: at, remainder };
        }
        expect(charged).toBe(parts / ACCRUAL_PARTS);
        expect(endpoint.remainder).toBe(parts % ACCRUAL_PARTS);
      }),
    );
  });

  it("stays within an amount up to the last whole millisecond", () => {
    const terms = fc.record({
      rate: fc.bigInt(1n, 10n ** 13n),
      unitsMilli: fc.integer({ min: 1, max: 9000 }),
      remainder: fc.bigInt(0n, ACCRUAL_PARTS - 1n),
    });
    fc.assert(
      fc.property(terms, fc.nat(1000 * HOUR), fc.bigInt(0n, 10n ** 12n), (changed, at, most) => {
        const endpoint = { ...H100, ...changed };
        const until = accruedUntil(endpoint, at, most);
        expect(accruedAt(endpoint, until).amount).toBeLessThanOrEqual(most);
        expect(until === at || accruedAt(endpoint, until + 1).amount > most).toBe(true);
      }),
    );
  });

  it("of an hour is the rate times the units", () => {
    expect(endpointPerHour({ rate: 3_990_000_000n, price: null, unitsMilli: 2500 })).toBe(9_975_000n);
  });

  it("of an hour by a price shape is that of the hour after what the month has counted", () => {
    const tiers = [
      { upTo: 10n, rate: 4_000_000_000n },
      { upTo: null, rate: 3_000_000_000n },
    ];
    const hours = (count: bigint): bigint => count * 1000n * 3_600_000n;
    const endpoint = { rate: 0n, unitsMilli: 1000 };
    const graduated = { ...endpoint, price: { kind: "graduated" as const, tiers, minimum: 0n } };
    expect([0n, 9n, 10n].map((count) => endpointPerHour(graduated, hours(count)))).toEqual([
      4_000_000n,
      4_000_000n,
      3_000_000n,
    ]);
    // The eleventh hour makes all of them cost 33 in place of 40.
    const volume = { ...endpoint, price: { kind: "volume" as const, tiers, minimum: 0n } };
    expect([9n, 10n, 11n].map((count) => endpointPerHour(volume, hours(count)))).toEqual([4_000_000n, 0n, 3_000_000n]);
  });
});
