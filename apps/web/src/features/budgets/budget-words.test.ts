import { describe, expect, it } from "vitest";
import { budgetPhrase, thresholdOf, windowWords } from "./budget-words.ts";

describe("the words of budgets", () => {
  it.each([
    ["0", 0],
    ["4999999", 0],
    ["5000000", 50],
    ["7999999", 50],
    ["8000000", 80],
    ["9999999", 80],
    ["10000000", 100],
    ["99000000", 100],
  ] as const)("a use of %s of $10 has reached %s percent", (used, threshold) => {
    expect(thresholdOf({ used, cap: "10000000" })).toBe(threshold);
  });

  it("name the subject, the period and the window", () => {
    const budget = { scope: "project", id: "apollo", name: null, cap: "10000000", period: "day" } as const;
    expect(budgetPhrase(budget)).toBe("$10.00 a day for the project apollo");
    expect(windowWords("day", "2026-11-30T00:00:00.000Z")).toBe("30 Nov 2026");
    expect(windowWords("month", "2026-11-01T00:00:00.000Z")).toBe("November 2026");
    expect(windowWords("all", "1970-01-01T00:00:00.000Z")).toBe("In all");
  });
});
