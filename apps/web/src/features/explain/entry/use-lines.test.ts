import { describe, expect, it } from "vitest";
import type { Explained } from "../parts/entry-words.ts";
import { linesOfUse } from "./use-lines.ts";

type Charge = NonNullable<Explained["charge"]>;
type Metered = NonNullable<Charge["metered"]>;

const NO_TIMES = { fromMs: null, untilMs: null, reportedMs: null };
const aCharge = (some: Partial<Charge>): Charge => ({
  resource: "network.gb-out",
  rateNanos: null,
  unitsMilli: null,
  ...NO_TIMES,
  shape: null,
  exact: null,
  cumulative: null,
  chargedBefore: null,
  amount: "0",
  flags: [],
  metered: null,
  ...some,
});
const aMeter = (some: Partial<Metered>): Metered => ({
  meter: "usage",
  unit: "gb",
  units: "0",
  added: null,
  booked: null,
  from: "2027-01-01T00:00:00.000Z",
  until: "2027-01-01T00:00:00.000Z",
  isLate: false,
  ...some,
});

/** The lines as text: label, figures and note. */
const textOf = (charge: Charge, metered: Metered): string[] =>
  linesOfUse(charge, metered).map(({ mark, label, figures, note }) => {
    const parts: unknown[] = [mark, label, ...(figures ?? []), typeof note === "string" ? `(${note})` : null];
    return parts.filter((part) => typeof part === "string" && part !== "").join(" ");
  });

describe("the price of usage", () => {
  it("of an event is rate times quantity, rounded once", () => {
    const charge = aCharge({
      rateNanos: "50000000",
      exact: "617283.9",
      cumulative: "617283",
      chargedBefore: "100000",
      amount: "517283",
    });
    expect(textOf(charge, aMeter({ units: "12.345678", added: "10.345678", isLate: true }))).toEqual([
      "Rate per GB $0.05",
      "× Quantity 12.345678 GB (of which this usage adds 10.345678 GB)",
      "= Exactly $0.6172839",
      "Rounded down to the micro-dollar $0.617283",
      "− Used before $0.100000",
      "= This usage $0.517283 (it came after its month had ended)",
    ]);
  });

  it("of an endpoint is rate times units times time, and rounding carries over", () => {
    const charge = aCharge({ rateNanos: "3990000000", unitsMilli: 1000, exact: "332500", amount: "332500" });
    const metered = aMeter({ meter: "endpoint", unit: "hour", until: "2027-01-01T00:05:00.000Z" });
    expect(textOf(charge, metered)).toEqual([
      "Rate per unit and hour $3.99",
      "× Units 1",
      "× Time that it ran 5 min",
      "= Exactly $0.332500",
      "Rounded down (what rounding leaves counts in the next charge)",
      "= This usage $0.332500",
    ]);
  });

  it("by a price shape is that of the month", () => {
    const tiers = [
      { upTo: 10, rateNanos: "4000000000" },
      { upTo: null, rateNanos: "3000000000" },
    ];
    const price = { kind: "graduated", tiers, size: null, perPackage: null, minimum: "50000000" } as const;
    const used = [
      { ...tiers[0], units: "10", exact: "40000000" },
      { ...tiers[1], units: "2", exact: "6000000" },
    ];
    const shape = { price, tiers: used, packages: null, isMinimum: true } as Charge["shape"];
    const charge = aCharge({
      shape,
      exact: "46000000",
      cumulative: "50000000",
      chargedBefore: "46000000",
      amount: "4000000",
    });
    expect(textOf(charge, aMeter({ meter: "month", units: "12", added: "0" }))).toEqual([
      "Price by tiers ($4.00 per GB up to 10 GB, then $3.00, at least $50.00 a month; counted over the month (UTC))",
      "In the month so far 12 GB",
      "10 GB × $4.00 $40.000000 (the part up to 10)",
      "2 GB × $3.00 $6.000000 (the rest)",
      "= Exactly $46.000000",
      "The least price of a month $50.000000",
      "− Used before $46.000000",
      "= The rest to the least price $4.000000",
    ]);
  });

  it("of storage is a project's share of what the day added to the month", () => {
    const charge = aCharge({
      rateNanos: "30000000",
      exact: "450000",
      cumulative: "450000",
      chargedBefore: "300000",
      amount: "50000",
    });
    expect(textOf(charge, aMeter({ meter: "storage", unit: "gb-month", units: "15", booked: "150000" }))).toEqual([
      "Rate per GB and month $0.03",
      "× Above the included amount, in the month so far 15 GB-months",
      "= Exactly $0.450000",
      "Rounded down to the micro-dollar $0.450000",
      "− Used before $0.300000",
      "= All projects $0.150000",
      "This usage $0.050000 (the share of its project, by what it stored)",
    ]);
  });
});
