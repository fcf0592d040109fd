import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CreditAhead } from "../index.ts";
import { forecast, runway } from "../index.ts";

const NOW = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const DAY = 86_400_000;
const USD = 1_000_000n;

const terms = (id: string, amount: bigint, from: number, expiresAt: number | null) => ({
  ...({ id, source: "code", kind: "promotional", amount, effectiveAt: from, expiresAt, businessKey: id } as const),
});
const aGrant = (avail: bigint, expiresAt: number | null = null, id = "a") => ({
  ...terms(id, avail, NOW, expiresAt),
  avail,
});
const credit = (given: Partial<CreditAhead>): CreditAhead => ({
  perHour: 2n * USD,
  held: 0n,
  grants: [],
  scheduled: [],
  owed: 0n,
  ...given,
});
const ends = (at: number) => ({ state: "ends", at });

describe("runway", () => {
  it.each<[string, Partial<CreditAhead>, ReturnType<typeof ends>]>([
    ["free credit", { grants: [aGrant(10n * USD)] }, ends(NOW + 5 * HOUR)],
    ["held credit and then free credit", { held: 4n * USD, grants: [aGrant(2n * USD)] }, ends(NOW + 3 * HOUR)],
    ["no credit", {}, ends(NOW)],
    ["a millisecond that credit pays only in part", { perHour: 7n, grants: [aGrant(1n)] }, ends(NOW + 514_285)],
    ["credit until it lapses", { grants: [aGrant(10n * USD, NOW + HOUR)] }, ends(NOW + HOUR)],
    [
      "credit that lapses while held credit pays",
      { held: 2n * USD, grants: [aGrant(10n * USD, NOW + HOUR), aGrant(2n * USD, null, "b")] },
      ends(NOW + 2 * HOUR),
    ],
    [
      "the credit that lapses first, in any order of the input",
      { grants: [aGrant(4n * USD, null, "b"), aGrant(2n * USD, NOW + HOUR)] },
      ends(NOW + 3 * HOUR),
    ],
    [
      "a grant that arrives in the last millisecond",
      { grants: [aGrant(2n * USD)], scheduled: [terms("s", 2n * USD, NOW + HOUR, null)] },
      ends(NOW + 2 * HOUR),
    ],
    [
      "no grant that arrives a millisecond late",
      { grants: [aGrant(2n * USD)], scheduled: [terms("s", 2n * USD, NOW + HOUR + 1, null)] },
      ends(NOW + HOUR),
    ],
    [
      "a grant that pays a debt first",
      { held: 2n * USD, owed: 3n * USD, scheduled: [terms("s", 5n * USD, NOW + HOUR, null)] },
      ends(NOW + 2 * HOUR),
    ],
  ])("lasts as long as %s", (_name, given, expected) => {
    expect(runway(credit(given), true, NOW)).toEqual(expected);
  });

  it("is idle if no job runs, and lasts if credit does not run out within a year", () => {
    expect(runway(credit({ perHour: 0n }), false, NOW)).toEqual({ state: "idle", at: null });
    expect(runway(credit({ perHour: 0n }), true, NOW)).toEqual({ state: "lasts", at: null });
    const year = [aGrant(2n * USD * 24n * 365n)];
    expect(runway(credit({ grants: year }), true, NOW)).toEqual({ state: "lasts", at: null });
    const less = [aGrant(2n * USD * 24n * 365n - 1n)];
    expect(runway(credit({ grants: less }), true, NOW)).toEqual(ends(NOW + 365 * DAY - 2));
  });
});

const amount = fc.bigInt({ min: 0n, max: 20n * USD });
const instant = fc.integer({ min: NOW + 1, max: NOW + 20 * HOUR });
const expiry = fc.option(instant, { nil: null });
/** Any credit with work so expensive that the credit never lasts for a year. */
const anyCredit: fc.Arbitrary<CreditAhead> = fc
  .record({
    perHour: fc.bigInt({ min: 50_000n, max: 5n * USD }),
    held: amount,
    owed: fc.constant(0n),
    grants: fc.array(fc.tuple(amount, expiry), { maxLength: 6 }),
    scheduled: fc.array(fc.tuple(fc.bigInt({ min: 1n, max: 20n * USD }), instant, fc.nat({ max: 10 * HOUR })), {
      maxLength: 4,
    }),
  })
  .map(({ grants, scheduled, ...rest }) => ({
    ...rest,
    grants: grants.map(([avail, at], n) => aGrant(avail, at, `g${n}`)),
    scheduled: scheduled.map(([sum, at, lives], n) => terms(`s${n}`, sum, at, at + lives + 1)),
  }));
const endOf = (given: CreditAhead) => runway(given, true, NOW).at ?? Number.POSITIVE_INFINITY;
const sumOf = (amounts: readonly bigint[]) => amounts.reduce((sum, one) => sum + one, 0n);

describe("runway of any credit", () => {
  it("never ends later than the sum of all credit would last", () => {
    fc.assert(
      fc.property(anyCredit, (given) => {
        const all =
          given.held +
          sumOf(given.grants.map(({ avail }) => avail)) +
          sumOf(given.scheduled.map((grant) => grant.amount));
        expect(endOf(given)).toBeLessThanOrEqual(NOW + Number((all * BigInt(HOUR)) / given.perHour));
      }),
    );
  });

  it("is exact if no credit lapses and none arrives", () => {
    fc.assert(
      fc.property(anyCredit, (given) => {
        const plain = { ...given, scheduled: [], grants: given.grants.map((grant) => ({ ...grant, expiresAt: null })) };
        const all = given.held + sumOf(given.grants.map(({ avail }) => avail));
        expect(endOf(plain)).toBe(NOW + Number((all * BigInt(HOUR)) / given.perHour));
      }),
    );
  });

  it("never ends earlier for more credit", () => {
    fc.assert(
      fc.property(anyCredit, fc.bigInt({ min: 1n, max: USD }), expiry, (given, more, expiresAt) => {
        expect(endOf({ ...given, held: given.held + more })).toBeGreaterThanOrEqual(endOf(given));
        const grants = [...given.grants, aGrant(more, expiresAt, "more")];
        expect(endOf({ ...given, grants })).toBeGreaterThanOrEqual(endOf(given));
      }),
    );
  });
});

describe("forecast", () => {
  it("goes down at the cost of the work, and after the end changes only by scheduled grants", () => {
    const given = credit({
      held: 2n * USD,
      grants: [aGrant(4n * USD), aGrant(USD, NOW + HOUR, "b")],
      scheduled: [terms("s", 3n * USD, NOW + 5 * HOUR, null)],
    });
    const hours = [0.5, 1, 2, 3, 4, 5, 6].map((hours) => NOW + hours * HOUR);
    expect(forecast(given, NOW, hours)).toEqual([5n, 4n, 2n, 0n, 0n, 3n, 3n].map((dollars) => dollars * USD));
  });

  it("agrees with the runway: no credit is left after its end", () => {
    fc.assert(
      fc.property(anyCredit, (given) => {
        const without = { ...given, scheduled: [] };
        const end = endOf(without);
        expect(forecast(without, NOW, [end + 1])).toEqual([0n]);
      }),
    );
  });
});
