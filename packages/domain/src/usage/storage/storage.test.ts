import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tiered } from "../../catalog/index.ts";
import { splitByWeight, usd } from "../../money/index.ts";
import type { Price } from "../prices/index.ts";
import {
  bookMeter,
  DAY_MS,
  formatGb,
  GB,
  MAX_SIZE,
  midnightAfter,
  monthAround,
  monthPrice,
  newMeter,
  type PlanHistory,
  parseGb,
  type SizeChange,
  type StorageMeter,
  shareAmong,
  termsOver,
} from "./index.ts";

const RESOURCE = "storage.gb-month";
const at = (text: string): number => Date.parse(text);
const HOUR_MS = 3_600_000;

const onFree: PlanHistory = { periods: [], contracts: [], catalogVersion: 1 };
const catalogs = () => tiered;

/** Reports sizes of volumes in GB. */
const sizes = (...changes: readonly (readonly [text: string, volumeId: string, gb: number])[]): SizeChange[] =>
  changes.map(([text, volumeId, gb], n) => ({ volumeId, n, at: at(text), bytes: BigInt(gb) * GB }));

/** Books a month day by day, as the midnights come, and returns each charge by the day that it pays for. */
function bookMonth(month: string, changes: readonly SizeChange[], history: PlanHistory = onFree, stepDays = 1) {
  const { from, until } = monthAround(at(month));
  let meter: StorageMeter = newMeter("m", RESOURCE, from);
  let held: ReadonlyMap<string, bigint> = new Map(
    changes.filter((change) => change.at < from).map(({ volumeId, bytes }) => [volumeId, bytes]),
  );
  const charges: bigint[] = [];
  for (let dueAt = from + stepDays * DAY_MS; ; dueAt = Math.min(dueAt + stepDays * DAY_MS, until)) {
    meter = { ...meter, dueAt };
    const span = { from: meter.bookedUntil, until: dueAt };
    const terms = termsOver(history, catalogs, RESOURCE, span);
    const booking = bookMeter(meter, { sizes: held, changes, terms });
    held = booking.measured.sizes;
    meter = { ...booking.meter, charged: booking.meter.charged + booking.amount };
    charges.push(booking.amount);
    if (dueAt === until) return { meter, charges, total: meter.charged };
  }
}

describe("L19 storage of a month", () => {
  it("costs $1.50 for 250 GB on Free from 1 to 10 June, and nothing after it", () => {
    const changes = sizes(["2027-06-01T00:00:00Z", "v", 250], ["2027-06-11T00:00:00Z", "v", 0]);
    const { charges, total } = bookMonth("2027-06-01T00:00:00Z", changes);
    expect(charges.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => usd("0.15")));
    expect(charges.slice(10)).toEqual(Array.from({ length: 20 }, () => 0n));
    expect(total).toBe(usd("1.50"));
  });

  it("costs $0.03 for 101 GB through February, and through March", () => {
    const changes = sizes(["2027-01-31T00:00:00Z", "v", 101]);
    for (const month of ["2027-02-01T00:00:00Z", "2027-03-01T00:00:00Z", "2028-02-01T00:00:00Z"])
      expect(bookMonth(month, changes).total).toBe(usd("0.03"));
  });

  it("costs the same if the worker was down for days", () => {
    const changes = sizes(["2027-03-03T07:00:00Z", "v", 333], ["2027-03-19T22:13:00Z", "w", 17]);
    const daily = bookMonth("2027-03-01T00:00:00Z", changes).total;
    for (const stepDays of [3, 7, 31])
      expect(bookMonth("2027-03-01T00:00:00Z", changes, onFree, stepDays).total).toBe(daily);
  });

  it("counts a change of plan from its instant, in the middle of a day", () => {
    const changes = sizes(["2027-06-01T00:00:00Z", "v", 600]);
    // Free includes 100 GB until noon, Pro 500 GB after it.
    const noon = at("2027-06-01T12:00:00Z");
    const pro = { plan: "pro", catalogVersion: 1, from: noon, until: at("2027-07-01T12:00:00Z") };
    const { charges } = bookMonth("2027-06-01T00:00:00Z", changes, { ...onFree, periods: [pro] });
    // 500 x 0.5 + 100 x 0.5 = 300 GB-days of 30, at $0.03.
    expect(charges.slice(0, 2)).toEqual([usd("0.30"), usd("0.10")]);
  });

  it("a contract decides before the plan: what it includes, and its rate from its instant", () => {
    const changes = sizes(["2027-06-01T00:00:00Z", "v", 1100]);
    const contract = { plan: "enterprise", rates: new Map([[RESOURCE, 10_000_000n]]), until: null };
    const from = at("2027-06-02T00:00:00Z");
    const byContract = { ...contract, entitlements: { storage_gb: 1000 }, from };
    const { charges } = bookMonth("2027-06-01T00:00:00Z", changes, { ...onFree, contracts: [byContract] });
    // 1000 GB-days at $0.03, then 100 at $0.01; their sum is rounded down once a booking.
    expect(charges.slice(0, 3)).toEqual([usd("1.00"), usd("0.033333"), usd("0.033333")]);
    expect(
      bookMonth("2027-06-01T00:00:00Z", changes, { ...onFree, contracts: [{ ...byContract, entitlements: {} }] }).total,
    ).toBe(usd("1.00"));
  });

  it("L20 any split of the same sizes into reports and bookings costs the same", () => {
    const changeOf = fc.record({
      at: fc.integer({ min: at("2027-02-01T00:00:00Z"), max: at("2027-03-01T00:00:00Z") - 1 }),
      volumeId: fc.constantFrom("a", "b", "c"),
      bytes: fc.bigInt({ min: 0n, max: 400n * GB }),
    });
    const property = fc.property(
      fc.uniqueArray(changeOf, { maxLength: 12, selector: (change) => `${change.volumeId}${change.at}` }),
      fc.array(fc.integer({ min: 0, max: 28 * 24 - 1 }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 28 }),
      (some, repeatedHours, stepDays) => {
        const changes = some.map((each, n) => ({ ...each, n }));
        const month = "2027-02-01T00:00:00Z";
        const repeated = repeatedHours.flatMap((hours, n) => {
          const when = at(month) + hours * HOUR_MS;
          const before = changes.filter((each) => each.at <= when).toSorted((a, b) => a.at - b.at);
          return before.slice(-1).map(({ volumeId }) => ({
            volumeId,
            n: 1000 + n,
            at: when,
            bytes: before.findLast((each) => each.volumeId === volumeId)?.bytes ?? 0n,
          }));
        });
        const { total, meter } = bookMonth(month, changes);
        const split = bookMonth(month, [...repeated, ...changes].toReversed(), onFree, stepDays);
        expect(split.meter).toMatchObject({ quantity: meter.quantity, charged: total });
        const whole = { month: at(month), priced: meter.quantity * 30_000_000n, shaped: new Map() };
        expect(total).toBe(monthPrice(whole, at("2027-03-01T00:00:00Z")));
      },
    );
    fc.assert(property);
  });
});

describe("L19 storage at a price shape", () => {
  const tiers = [
    { upTo: 10n, rate: 4_000_000_000n },
    { upTo: null, rate: 3_000_000_000n },
  ];
  const shapes: Record<string, Price> = {
    graduated: { kind: "graduated", tiers, minimum: 0n },
    volume: { kind: "volume", tiers, minimum: 0n },
    packages: { kind: "package", size: 5n, price: usd("18"), minimum: 0n },
    minimum: { kind: "graduated", tiers, minimum: usd("100") },
  };
  const at31 = sizes(["2027-01-01T00:00:00Z", "v", 131]);
  const priced = (price: Price, from = "2026-01-01T00:00:00Z"): PlanHistory => ({
    ...onFree,
    contracts: [{ plan: "free", rates: new Map([[RESOURCE, price]]), entitlements: {}, from: at(from), until: null }],
  });

  // 31 GB above the 100 that Free includes are one GB-month a day: 31 in all.
  it.each([
    // 10 x 4 + 21 x 3.
    ["graduated", "103", [4, 4, 4]],
    // 40 at the tenth day; the eleventh makes all of it cost 33, and each day after it 3.
    ["volume", "93", [4, 4, 4]],
    // A package for each five days begun: 7.
    ["packages", "126", [18, 0, 0]],
    // 103 is above 100.
    ["minimum", "103", [4, 4, 4]],
  ] as const)("%s", (shape, total, days) => {
    const { meter, charges } = bookMonth("2027-01-01T00:00:00Z", at31, priced(shapes[shape] as Price));
    expect(charges.slice(0, 3).map((charge) => Number(charge) / 1e6)).toEqual(days);
    expect(monthPrice(meter, at("2027-02-01T00:00:00Z"))).toBe(usd(total));
  });

  it("has its minimum with the last day, if anything was stored above the included amount", () => {
    const few = sizes(["2027-01-01T00:00:00Z", "v", 131], ["2027-01-03T00:00:00Z", "v", 0]);
    const { charges } = bookMonth("2027-01-01T00:00:00Z", few, priced(shapes.minimum as Price));
    // Two days at 4, nothing for 28 days, and 92 with the last one.
    expect(charges.filter((charge) => charge > 0n)).toEqual([usd("4"), usd("4"), usd("92")]);
    const included = sizes(["2027-01-01T00:00:00Z", "v", 100]);
    expect(bookMonth("2027-01-01T00:00:00Z", included, priced(shapes.minimum as Price)).total).toBe(0n);
  });

  it("says what comes back where a volume price falls", () => {
    const { from } = monthAround(at31[0]?.at ?? 0);
    const meter = { ...newMeter("m", RESOURCE, from), dueAt: from + 11 * DAY_MS, charged: usd("40") };
    const span = { from, until: from + 11 * DAY_MS };
    const terms = termsOver(priced(shapes.volume as Price), catalogs, RESOURCE, span);
    expect(bookMeter(meter, { sizes: new Map(), changes: at31, terms })).toMatchObject({
      amount: 0n,
      excess: usd("7"),
    });
  });

  it("counts a shape from its start, beside the rate before it", () => {
    const { total, meter } = bookMonth(
      "2027-01-01T00:00:00Z",
      at31,
      priced(shapes.graduated as Price, "2027-01-11T00:00:00Z"),
    );
    // 10 GB-months at $0.03; then 21 of the shape: 10 x 4 + 11 x 3.
    expect(total).toBe(usd("73.30"));
    expect([...meter.shaped.values()]).toEqual([21n * 31n * GB * BigInt(DAY_MS)]);
  });

  it("L20 costs the same in any number of bookings", () => {
    for (const shape of ["graduated", "packages", "minimum"])
      for (const stepDays of [1, 4, 31])
        expect(bookMonth("2027-01-01T00:00:00Z", at31, priced(shapes[shape] as Price), stepDays).total).toBe(
          usd({ graduated: "103", packages: "126", minimum: "103" }[shape] ?? ""),
        );
  });

  it("goes on after its last size until the minimum is charged", () => {
    const { from, until } = monthAround(at31[0]?.at ?? 0);
    const meter = { ...newMeter("m", RESOURCE, from), dueAt: from + DAY_MS };
    const terms = (price: Price) => termsOver(priced(price), catalogs, RESOURCE, { from, until: from + DAY_MS });
    const gone = [...at31, ...sizes(["2027-01-01T12:00:00Z", "v", 0])];
    const dueAt = (price: Price) =>
      bookMeter(meter, { sizes: new Map(), changes: gone, terms: terms(price) }).meter.dueAt;
    expect([dueAt(shapes.minimum as Price), dueAt(shapes.graduated as Price)]).toEqual([until, null]);
  });
});

describe("a report that comes late", () => {
  const meter: StorageMeter = {
    ...newMeter("m", RESOURCE, at("2027-06-01T00:00:00Z")),
    quantity: 150n * GB * BigInt(DAY_MS),
    priced: 150n * GB * BigInt(DAY_MS) * 30_000_000n,
    charged: usd("0.15"),
    bookedUntil: at("2027-06-02T00:00:00Z"),
    dueAt: at("2027-06-03T00:00:00Z"),
    isStale: true,
  };
  const book = (changes: readonly SizeChange[]) => {
    const span = { from: meter.month, until: meter.dueAt ?? 0 };
    const terms = termsOver(onFree, catalogs, RESOURCE, span);
    return bookMeter(meter, { sizes: new Map(), changes, terms });
  };

  it("is charged, or given back, with the next booking", () => {
    // 250 GB were booked for the first day. In truth it was 400 GB.
    const more = book(sizes(["2027-06-01T00:00:00Z", "v", 400], ["2027-06-02T00:00:00Z", "v", 0]));
    expect(more).toMatchObject({ amount: usd("0.15"), excess: 0n, meter: { isStale: false, dueAt: null } });
    // In truth it was 150 GB.
    const less = book(sizes(["2027-06-01T00:00:00Z", "v", 150], ["2027-06-02T00:00:00Z", "v", 0]));
    expect(less).toMatchObject({ amount: 0n, excess: usd("0.10") });
  });
});

describe("the shares of a charge", () => {
  it("of three projects have the largest remainder, by hand", () => {
    // 100 u by 3 : 2 : 1 of 6: 50, 33 and a third, 16 and two thirds. The last has the largest remainder.
    const byVolume = new Map([
      ["v1", 1n],
      ["v2", 2n],
      ["v3", 2n],
      ["v4", 1n],
    ]);
    const projects = new Map([
      ["v1", "llama"],
      ["v2", "llama"],
      ["v3", "mistral"],
    ]);
    const shared = shareAmong(100n, { byVolume }, (id) => projects.get(id) ?? null);
    expect(shared).toEqual([
      { project: "llama", stored: 3n, amount: 50n },
      { project: "mistral", stored: 2n, amount: 33n },
      { project: null, stored: 1n, amount: 17n },
    ]);
  });

  it("add up to the whole, and none is off by one or more", () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 27n }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), weights, (amount, some) => {
        const sum = some.reduce((total, weight) => total + weight, 0n);
        fc.pre(sum > 0n);
        const parts = splitByWeight(amount, some);
        expect(parts.reduce((total, part) => total + part, 0n)).toBe(amount);
        for (const [place, part] of parts.entries()) {
          const off = part * sum - amount * (some[place] ?? 0n);
          expect(off > -sum && off < sum).toBe(true);
        }
      }),
    );
  });
});

it.each([
  ["250", 250n * GB],
  ["0.000000001", 1n],
  ["1000000000", MAX_SIZE],
  ["1000000000.000000001", "above_limit"],
  ["0.0000000001", "too_many_decimals"],
  ["-1", "negative"],
  ["1e3", "not_a_number"],
  ["", "not_a_number"],
])("the size %o is %o", (text, expected) => {
  expect(parseGb(text)).toBe(expected);
  expect(typeof expected === "bigint" ? formatGb(expected) : text).toBe(text);
});

it("months and days are those of the calendar in UTC", () => {
  expect(monthAround(at("2028-02-29T23:59:59.999Z"))).toEqual({
    from: at("2028-02-01T00:00:00Z"),
    until: at("2028-03-01T00:00:00Z"),
  });
  expect(midnightAfter(at("2027-06-01T00:00:00Z"))).toBe(at("2027-06-02T00:00:00Z"));
});
