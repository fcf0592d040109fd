import { describe, expect, it } from "vitest";
import { usd } from "../money/index.ts";
import { type ChargeOfUse, explainUsage } from "./explain-usage.ts";
import type { Price } from "./prices/index.ts";
import { DAY_MS, GB } from "./storage/index.ts";

const JUNE = Date.parse("2027-06-01T00:00:00Z");
const HOUR = 3_600_000;
const UNIT = 1_000_000n;

const tiers = [
  { upTo: 10n, rate: 4_000_000_000n },
  { upTo: null, rate: 3_000_000_000n },
];
const graduated: Price = { kind: "graduated", tiers, minimum: usd("50") };

const charge = (some: Partial<ChargeOfUse>): ChargeOfUse => ({
  meter: "usage",
  rate: null,
  price: null,
  quantity: 0n,
  before: 0n,
  from: JUNE,
  until: JUNE,
  amount: 0n,
  month: null,
  booking: null,
  ...some,
});

describe("the calculation of a charge", () => {
  it("of an event is its total by the rate, rounded once, less the price of the total before", () => {
    // 12.345678 GB at $0.05 are 617,283.9 u; 2 of them were charged with 100,000 u.
    const rate = 50_000_000n;
    expect(explainUsage(charge({ rate, quantity: 12_345_678n, before: 2n * UNIT }))).toMatchObject({
      unit: null,
      units: "12.345678",
      added: "10.345678",
      exact: "617283.9",
      cumulative: 617_283n,
      chargedBefore: 100_000n,
    });
  });

  it("of an endpoint is its time by the rate; rounding carries over", () => {
    const quantity = 1500n * BigInt(HOUR);
    expect(explainUsage(charge({ meter: "endpoint", rate: 3_990_000_001n, quantity }))).toMatchObject({
      unit: "hour",
      units: "1.5",
      added: null,
      exact: "5985000.0015",
      cumulative: null,
      chargedBefore: null,
    });
  });

  it("by a price shape is that of the month so far, with its tiers", () => {
    const month = { counts: "usage", quantity: 12n * UNIT, before: 9n * UNIT, isClosed: false } as const;
    // 10 x 4 + 2 x 3, less 9 x 4.
    const explained = explainUsage(charge({ price: graduated, quantity: 3n * UNIT, amount: usd("10"), month }));
    expect(explained).toMatchObject({ units: "12", added: "3", exact: "46000000", isMinimum: false });
    expect(explained).toMatchObject({ cumulative: usd("46"), chargedBefore: usd("36") });
    expect(explained.shape?.tiers.map(({ units, exact }) => [units, exact])).toEqual([
      ["10", "40000000"],
      ["2", "6000000"],
    ]);
  });

  it("of a minimum is the difference to it", () => {
    const month = { counts: "usage", quantity: 12n * UNIT, before: 12n * UNIT, isClosed: true } as const;
    const minimum = charge({ meter: "month", price: graduated, quantity: 12n * UNIT, amount: usd("4"), month });
    expect(explainUsage(minimum)).toMatchObject({
      added: "0",
      exact: "46000000",
      cumulative: usd("50"),
      chargedBefore: usd("46"),
      isMinimum: true,
    });
  });

  it("of storage is that of the month so far, less the days before, as long as the month has one price", () => {
    // 150 GB for 3 of 30 days at $0.03: 15 GB-months.
    const quantity = 450n * GB * BigInt(DAY_MS);
    const day = { meter: "storage", rate: 30_000_000n, quantity, until: JUNE + 3 * DAY_MS } as const;
    const one = explainUsage(charge({ ...day, booking: { amount: 150_000n, month: 450_000n } }));
    expect(one).toMatchObject({ unit: "gb-month", units: "15", exact: "450000", cumulative: 450_000n });
    expect(one).toMatchObject({ chargedBefore: 300_000n, booked: 150_000n });
    const changed = explainUsage(charge({ ...day, booking: { amount: 150_000n, month: 450_001n } }));
    expect(changed).toMatchObject({ units: "15", exact: null, cumulative: null, booked: 150_000n });
  });
});
