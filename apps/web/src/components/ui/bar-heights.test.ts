import { describe, expect, it } from "vitest";
import { barHeights } from "./bar-heights.ts";

describe("barHeights", () => {
  it.each([
    ["none", [], []],
    ["nothing at all", [0n, 0n], [0, 0]],
    ["thirds", [1n, 2n, 3n], [333, 666, 1000]],
    ["a crumb beside a fortune", [1n, 10n ** 15n, 0n], [1, 1000, 0]],
  ])("of %s", (_name, amounts, expected) => {
    expect(barHeights(amounts)).toEqual(expected);
  });
});
