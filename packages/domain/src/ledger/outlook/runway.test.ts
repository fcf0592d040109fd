import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CreditAhead } from "../index.ts";
import { endOfOutlook, forecast, lapsesUntil, runway, usageUntil } from "../index.ts";

const NOW = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const DAY = 86_400_000;
const USD = 1_000_000n;

const terms = (id: string, amount: bigint, from: number, expiresAt: number | null) => ({
  ...({ id, source: "code", kind: "promotional", amount, effectiveAt: from, expiresAt, businessKey: id } as const),
});
const until = (expiresAt: number | null, paid: bigint) => ({ expiresAt, promotional: 0n, paid });
const forEver = (paid: bigint) => until(null, paid);
const credit = (given: Partial<CreditAhead>): CreditAhead => ({
  perHour: 2n * USD,
  held: 0n,
  free: [],
  scheduled: [],
  owed: 0n,
  ...given,
});
const ends = (at: number) => ({ state: "ends", at });

describe("usageUntil", () => {
  it.each<[string, Partial<CreditAhead>, bigint]>([
    ["the cost of the running work", { free: [forEver(100n * USD)] }, 20n * USD],
    ["no more than held and free credit", { held: 4n * USD, free: [forEver(2n * USD)] }, 6n * USD],
    [
      "a grant that arrives in time",
      { free: [forEver(4n * USD)], scheduled: [terms("s", 2n * USD, NOW + HOUR, null)] },
      6n * USD,
    ],
    ["no credit that lapses", { free: [until(NOW + 3 * HOUR, 100n * USD)] }, 6n * USD],
    ["no payment of debt", { owed: 2n * USD, free: [forEver(6n * USD)] }, 4n * USD],
    ["nothing without work", { perHour: 0n, free: [forEver(6n * USD)] }, 0n],
  ])("in ten hours is %s", (_name, given, expected) => {
    expect(usageUntil(credit(given), NOW, NOW + 10 * HOUR)).toBe(expected);
  });
});

describe("runway", () => {
  it.each<[string, Partial<CreditAhead>, ReturnType<typeof ends>]>([
    ["free credit", { free: [forEver(10n * USD)] }, ends(NOW + 5 * HOUR)],
    ["held credit and then free credit", { held: 4n * USD, free: [forEver(2n * USD)] }, ends(NOW + 3 * HOUR)],
    ["no credit", {}, ends(NOW)],
    ["a millisecond that credit pays only in part", { perHour: 7n, free: [forEver(1n)] }, ends(NOW + 514_285)],
    ["credit until it lapses", { free: [until(NOW + HOUR, 10n * USD)] }, ends(NOW + HOUR)],
    [
      "credit that lapses while held credit pays",
      { held: 2n * USD, free: [until(NOW + HOUR, 10n * USD), forEver(2n * USD)] },
      ends(NOW + 2 * HOUR),
    ],
    [
      "the credit that lapses first, in any order of the input",
      { free: [forEver(4n * USD), until(NOW + HOUR, 2n * USD)] },
      ends(NOW + 3 * HOUR),
    ],
    [
      "a grant that arrives in the last millisecond",
      { free: [forEver(2n * USD)], scheduled: [terms("s", 2n * USD, NOW + HOUR, null)] },
      ends(NOW + 2 * HOUR),
    ],
    [
      "no grant that arrives a millisecond late",
      { free: [forEver(2n * USD)], scheduled: [terms("s", 2n * USD, NOW + HOUR + 1, null)] },
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
    const year = [forEver(2n * USD * 24n * 365n)];
    expect(runway(credit({ free: year }), true, NOW)).toEqual({ state: "lasts", at: null });
    const less = [forEver(2n * USD * 24n * 365n - 1n)];
    expect(runway(credit({ free: less }), true, NOW)).toEqual(ends(NOW + 365 * DAY - 2));
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
    free: grants.map(([avail, at]) => until(at, avail)),
    scheduled: scheduled.map(([sum, at, lives], n) => terms(`s${n}`, sum, at, at + lives + 1)),
  }));
const endOf = (given: CreditAhead) => runway(given, true, NOW).at ?? Number.POSITIVE_INFINITY;
const sumOf = (amounts: readonly bigint[]) => amounts.reduce((sum, one) => sum + one, 0n);

describe("runway of any credit", () => {
  it("never ends later than the sum of all credit would last", () => {
    fc.assert(
      fc.property(anyCredit, (given) => {
        const all =
          given.held + sumOf(given.free.map(({ paid }) => paid)) + sumOf(given.scheduled.map((grant) => grant.amount));
        expect(endOf(given)).toBeLessThanOrEqual(NOW + Number((all * BigInt(HOUR)) / given.perHour));
      }),
    );
  });

  it("is exact if no credit lapses and none arrives", () => {
    fc.assert(
      fc.property(anyCredit, (given) => {
        const plain = { ...given, scheduled: [], free: given.free.map(({ paid }) => forEver(paid)) };
        const all = given.held + sumOf(given.free.map(({ paid }) => paid));
        expect(endOf(plain)).toBe(NOW + Number((all * BigInt(HOUR)) / given.perHour));
      }),
    );
  });

  it("never ends earlier for more credit", () => {
    fc.assert(
      fc.property(anyCredit, fc.bigInt({ min: 1n, max: USD }), expiry, (given, more, expiresAt) => {
        expect(endOf({ ...given, held: given.held + more })).toBeGreaterThanOrEqual(endOf(given));
        const free = [...given.free, until(expiresAt, more)];
        expect(endOf({ ...given, free })).toBeGreaterThanOrEqual(endOf(given));
      }),
    );
  });
});

describe("forecast", () => {
  it("goes down at the cost of the work, and after the end changes only by scheduled grants", () => {
    const given = credit({
      held: 2n * USD,
      free: [forEver(4n * USD), until(NOW + HOUR, USD)],
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

it("says which credit lapses unused, of free and of scheduled credit", () => {
  const given = credit({
    free: [until(NOW + HOUR, 5n * USD), until(NOW + 2 * HOUR, USD), forEver(100n * USD)],
    scheduled: [terms("s", 9n * USD, NOW + 3 * HOUR, NOW + 4 * HOUR)],
  });
  expect(lapsesUntil(given, NOW, NOW + 4 * HOUR)).toEqual([
    { at: NOW + HOUR, amount: 3n * USD },
    { at: NOW + 4 * HOUR, amount: 7n * USD },
  ]);
  expect(lapsesUntil(given, NOW, NOW + HOUR - 1)).toEqual([]);
});

it("looks ahead for all thirty days of the longest forecast, even if nothing runs", () => {
  // Thirty days ahead of any time of a day, and an hour more where clocks change.
  expect(endOfOutlook(0n, 5n * USD, NOW)).toBeGreaterThanOrEqual(NOW + 31 * DAY + HOUR);
});
