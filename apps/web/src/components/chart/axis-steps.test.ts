import { describe, expect, it } from "vitest";
import { axisSteps, axisWidth, axisWords } from "./axis-steps.ts";

const words = (most: number) => axisWords(axisSteps(most));

describe("the axis", () => {
  it.each<[number, string[]]>([
    [1_000_000, ["$0", "$0.2M", "$0.4M", "$0.6M", "$0.8M", "$1.0M"]],
    [5_000_000, ["$0", "$1.0M", "$2.0M", "$3.0M", "$4.0M", "$5.0M"]],
    [1_200_000, ["$0", "$0.25M", "$0.50M", "$0.75M", "$1.00M", "$1.25M"]],
    [3e9, ["$0", "$1.0B", "$2.0B", "$3.0B"]],
    [40_000, ["$0", "$10k", "$20k", "$30k", "$40k"]],
    [12_000, ["$0", "$2.5k", "$5.0k", "$7.5k", "$10.0k", "$12.5k"]],
    [9_000, ["$0", "$2k", "$4k", "$6k", "$8k", "$10k"]],
    [4_321, ["$0", "$1,000", "$2,000", "$3,000", "$4,000", "$5,000"]],
    [110, ["$0", "$25", "$50", "$75", "$100", "$125"]],
    [1, ["$0", "$0.20", "$0.40", "$0.60", "$0.80", "$1.00"]],
    [0.002, ["$0", "$0.0005", "$0.0010", "$0.0015", "$0.0020"]],
    [0, ["$0", "$0.20", "$0.40", "$0.60", "$0.80", "$1.00"]],
  ])("up to $%d has the lines %j", (most, expected) => {
    expect(words(most)).toEqual(expected);
  });

  it("has at most five round steps, reaches the largest value, and has no two equal words", () => {
    const values = Array.from({ length: 18 * 90 }, (_, n) => (1 + (n % 90) / 10) * 10 ** (Math.floor(n / 90) - 6));
    for (const most of values) {
      const steps = axisSteps(most);
      const [, step = 0] = steps;
      const mantissa = Number((step / 10 ** Math.floor(Math.log10(step) + 1e-9)).toPrecision(6));
      expect([1, 2, 2.5, 5], `${most}`).toContain(mantissa);
      expect(steps.length, `${most}`).toBeLessThanOrEqual(6);
      expect(steps.at(-1), `${most}`).toBeGreaterThanOrEqual(most * (1 - 1e-9));
      expect(new Set(axisWords(steps)).size, `${most}`).toBe(steps.length);
    }
  });

  it("is as wide as its longest word", () => {
    expect(axisWidth(["$0", "$10,000"])).toBeGreaterThan(axisWidth(["$0", "$10k"]));
  });
});
