import { describe, expect, it } from "vitest";
import { rowsInSight } from "./rows-in-sight.ts";

describe("the rows that are drawn", () => {
  it("are all that can be seen, and some more, wherever one scrolled to", () => {
    for (const above of [-500, 0, 1, 39, 40, 12_345, 3_999_960]) {
      const { first, end } = rowsInSight(100_000, 40, above, 900);
      expect(first).toBeLessThanOrEqual(Math.max(0, Math.floor(above / 40)));
      expect(end).toBeGreaterThanOrEqual(Math.min(100_000, Math.ceil((above + 900) / 40)));
      expect(end - first).toBeLessThanOrEqual(48);
    }
  });

  it("stay the same over some pixels", () => {
    const ranges = Array.from({ length: 160 }, (_, pixel) => rowsInSight(100_000, 40, 8000 + pixel, 900));
    expect(new Set(ranges.map(({ first, end }) => `${first} ${end}`)).size).toBeLessThanOrEqual(3);
  });

  it("are none of a list that is far away, and no more than there are", () => {
    expect(rowsInSight(10, 40, 5000, 900)).toEqual({ first: 10, end: 10 });
    expect(rowsInSight(10, 40, 0, 900)).toEqual({ first: 0, end: 10 });
    expect(rowsInSight(0, 40, 0, 900)).toEqual({ first: 0, end: 0 });
  });
});
