import { describe, expect, it } from "vitest";
import { type Item, itemsIn } from "./headed-rows.ts";

const write = (items: readonly Item[]) => items.map((item) => ("row" in item ? `${item.row}` : `h${item.heading}`));

describe("rows with headings between them", () => {
  it("have each heading before its first row", () => {
    expect(write(itemsIn([{ before: 0 }, { before: 2 }, { before: 3 }], 4, 0, 99))).toEqual([
      "h0",
      "0",
      "1",
      "h1",
      "2",
      "h2",
      "3",
    ]);
  });

  it("are only rows without headings", () => {
    expect(write(itemsIn([], 5, 1, 4))).toEqual(["1", "2", "3"]);
  });

  it("are the same in every part of the list", () => {
    for (const starts of [[], [0], [5], [0, 1, 2, 3], [0, 4, 9], [2, 3, 11], [11]]) {
      const headings = starts.map((before) => ({ before }));
      const all = itemsIn(headings, 12, 0, Number.POSITIVE_INFINITY);
      expect(all).toHaveLength(12 + headings.length);
      for (let first = 0; first <= all.length + 1; first += 1)
        for (let end = first; end <= all.length + 2; end += 1)
          expect(itemsIn(headings, 12, first, end), `${first} to ${end}`).toEqual(all.slice(first, end));
    }
  });
});
