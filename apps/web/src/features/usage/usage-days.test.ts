import { describe, expect, it } from "vitest";
import { startOf } from "../../data/days.ts";
import { usageDays } from "./usage-days.ts";

const TODAY = "2026-03-10";

describe("the days of the usage page", () => {
  it("are the last 30 days, without an end, if the address has none", () => {
    const { days, input, perBar } = usageDays({}, TODAY);
    expect([days.length, days[0], days.at(-1), perBar]).toEqual([30, "2026-02-09", TODAY, 1]);
    expect(input).toEqual({ days: days.map(startOf) });
  });

  it("end with the last day of a range that is over", () => {
    const { days, input } = usageDays({ range: "last-month" }, TODAY);
    expect([days[0], days.at(-1)]).toEqual(["2026-02-01", "2026-02-28"]);
    expect(input.until).toBe(startOf("2026-03-01"));
  });

  it("are one day if the range is of today, or begins after today", () => {
    expect(usageDays({ range: "today" }, TODAY).days).toEqual([TODAY]);
    expect(usageDays({ from: "2026-05-01" }, TODAY).days).toEqual(["2026-05-01"]);
  });

  it("are added up in bars of several days, if there are many", () => {
    const { days, perBar } = usageDays({ from: "2025-03-11", to: TODAY }, TODAY);
    expect([days.length, perBar]).toEqual([92, 4]);
    expect(days.slice(0, 2)).toEqual(["2025-03-11", "2025-03-15"]);
  });
});
