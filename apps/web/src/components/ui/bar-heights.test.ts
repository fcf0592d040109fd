import { describe, expect, it } from "vitest";
import { barHeights } from "./bar-heights.ts";

describe("barHeights", () => {
  it.each([
    ["no amounts", [], []],
    ["zeros", [0n, 0n], [0, 0]],
    ["thirds", [1n, 2n, 3n], [333, 666, 1000]],
    ["a tiny amount next to a huge one", [1n, 10n ** 15n, 0n], [1, 1000, 0]],
  ])("scales %s to thousandths", (_name, amounts, expected) => {
    expect(barHeights(amounts)).toEqual(expected);
  });
});
