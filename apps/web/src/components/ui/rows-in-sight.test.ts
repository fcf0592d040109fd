import { describe, expect, it } from "vitest";
import { rowsInSight } from "./rows-in-sight.ts";

describe("rowsInSight", () => {
  it("returns every visible row and a few more, at any scroll position", () => {
    for (const above of [-500, 0, 1, 39, 40, 12_345, 3_999_960]) {
      const { first, end } = rowsInSight(100_000, 40, above, 900);
      expect(first).toBeLessThanOrEqual(Math.max(0, Math.floor(above / 40)));
      expect(end).toBeGreaterThanOrEqual(Math.min(100_000, Math.ceil((above + 900) / 40)));
      expect(end - first).toBeLessThanOrEqual(48);
    }
  });

  it("returns the same range while a person scrolls by a few pixels", () => {
    const ranges = Array.from({ length: 160 }, (_, pixel) => rowsInSight(100_000, 40, 8000 + pixel, 900));
    expect(new Set(ranges.map(({ first, end }) => `${first} ${end}`)).size).toBeLessThanOrEqual(3);
  });

  it("returns no rows of a list out of sight, and never more than the list has", () => {
    expect(rowsInSight(10, 40, 5000, 900)).toEqual({ first: 10, end: 10 });
    expect(rowsInSight(10, 40, 0, 900)).toEqual({ first: 0, end: 10 });
    expect(rowsInSight(0, 40, 0, 900)).toEqual({ first: 0, end: 0 });
  });
});
