import { describe, expect, it } from "vitest";
import { creditByDay, creditHistoryWords, isBlank, isUnused, spendWords, toPoint } from "./credit-by-day.ts";

const HISTORY = {
  days: [
    { day: "2026-11-20", promotional: "5000000", paid: "20000000", owed: "0", spent: "16000000" },
    { day: "2026-11-21", promotional: "4000000", paid: "5000000", owed: "0", spent: "250000" },
  ],
  forecast: [
    { day: "2026-11-22", available: "7000000" },
    { day: "2026-11-23", available: "25500000" },
  ],
  planned: [{ at: "2026-11-23T00:30:00.000Z", amount: "20000000", source: "plan" }],
  lapses: [{ at: "2026-11-23T00:30:00.000Z", amount: "1000000" }],
};

describe("creditByDay", () => {
  it("starts the forecast today", () => {
    const rows = creditByDay(HISTORY, "UTC");
    expect(rows.map(({ day }) => day)).toEqual(["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"]);
    expect(rows[1]).toEqual({
      day: "2026-11-21",
      promotional: "4000000",
      paid: "5000000",
      owed: "0",
      spent: "250000",
      expected: "9000000",
      planned: [],
      lapses: [],
    });
    expect(rows[0]?.expected).toBeNull();
    expect(rows[2]).toMatchObject({ promotional: null, paid: null, expected: "7000000" });
  });

  it.each([
    ["UTC", "2026-11-23"],
    ["America/New_York", "2026-11-22"],
  ])("puts a planned grant, and credit that expires, on its day in %s", (zone, day) => {
    const found = creditByDay(HISTORY, zone).filter(({ planned }) => planned.length > 0);
    expect(found.map((row) => row.day)).toEqual([day]);
    expect(found[0]?.lapses.map(({ amount }) => amount)).toEqual(["1000000"]);
  });
});

describe("creditHistoryWords", () => {
  it("names the past and the expected credit", () => {
    expect(creditHistoryWords(creditByDay(HISTORY, "UTC"))).toBe(
      "Available credit was $25.00 on 20 Nov. At today's pace it is $25.50 on 23 Nov.",
    );
  });

  it("names the day when credit runs out, even if more comes later", () => {
    const forecast = [{ day: "2026-11-22", available: "0" }, ...HISTORY.forecast.slice(1)];
    expect(creditHistoryWords(creditByDay({ ...HISTORY, forecast }, "UTC"))).toContain(
      "nothing is left by the end of 22 Nov.",
    );
    const days = HISTORY.days.map((day) => ({ ...day, promotional: "0", paid: "0" }));
    expect(creditHistoryWords(creditByDay({ ...HISTORY, days, forecast }, "UTC"))).toContain("None is left today.");
  });

  it("leaves out what is unknown", () => {
    expect(creditHistoryWords([])).toBe("");
    expect(creditHistoryWords(creditByDay({ ...HISTORY, forecast: [] }, "UTC"))).not.toContain("pace");
  });
});

describe("spendWords", () => {
  const spend = (...spent: string[]) => {
    const days = spent.map((amount, n) => ({ ...HISTORY.days[0], day: `2026-11-0${n + 1}`, spent: amount }));
    return creditByDay({ ...HISTORY, days: days as typeof HISTORY.days }, "UTC");
  };

  it("adds up the days and names the one with the most", () => {
    expect(spendWords(spend("1000000", "3000000", "250000"))).toBe(
      "$4.25 was used since 1 Nov. The most on one day was $3.00, on 2 Nov.",
    );
  });

  it("knows days without usage", () => {
    expect(spendWords(spend("0", "0"))).toBe("$0.00 was used since 1 Nov.");
    expect([isUnused(spend("0", "0")), isUnused(spend("0", "1"))]).toEqual([true, false]);
    expect(spendWords([])).toBe("");
  });
});

it("is blank without credit, debt and plans", () => {
  const day = { day: "2026-11-21", promotional: "0", paid: "0", owed: "0", spent: "0" };
  const none = { days: [day], forecast: [{ day: "2026-11-22", available: "0" }], planned: [], lapses: [] };
  const blank = (changes: Partial<typeof HISTORY>) => isBlank(creditByDay({ ...none, ...changes }, "UTC"));
  const planned = [{ at: "2026-11-22T12:00:00.000Z", amount: "20000000", source: "plan" }];
  expect([blank({}), blank({ planned }), blank({ days: [{ ...day, owed: "1" }] })]).toEqual([true, false, false]);
});

it("draws an amount in dollars", () => {
  expect([toPoint("1330000"), toPoint("0"), toPoint(null)]).toEqual([1.33, 0, null]);
});
