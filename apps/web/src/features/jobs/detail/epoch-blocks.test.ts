import { describe, expect, it } from "vitest";
import { EPOCHS_PAGE, epochBlocks, mergeEpochs, newestBlock } from "./epoch-blocks.ts";
import type { Epoch } from "./epoch-words.ts";

const legs = (from: number, until: number, amount = "1"): Epoch[] =>
  Array.from({ length: until - from + 1 }, (_, index) => ({
    leg: from + index,
    at: "2026-01-01T00:00:00.000Z",
    seq: null,
    fromMs: 0,
    untilMs: 0,
    reportedMs: 0,
    amount,
    decision: null,
    reason: null,
    missing: null,
    budget: null,
    flags: [],
  }));

describe("epochBlocks", () => {
  it("has no block if the newest page has every epoch", () => {
    expect(epochBlocks(null, Number.POSITIVE_INFINITY)).toEqual({ before: [], hasMore: false });
  });

  it("has no block before a person scrolls there", () => {
    expect(epochBlocks(301, Number.POSITIVE_INFINITY)).toEqual({ before: [], hasMore: true });
  });

  it("has every block down to the scroll position, and ends at the first leg", () => {
    // The newest page begins at leg 301, so 201 to 300 lie in block 1, and 1 to 200 in block 0.
    expect(newestBlock(301)).toBe(1);
    expect(epochBlocks(301, 1)).toEqual({ before: [401], hasMore: true });
    expect(epochBlocks(301, 0)).toEqual({ before: [401, 201], hasMore: false });
  });

  it.each([2, 3, 200, 201, 202, 203, 400, 401, 402, 777])("covers every leg before leg %d", (nextLeg) => {
    const { before } = epochBlocks(nextLeg, 0);
    const loaded = before.map((leg) => legs(Math.max(1, leg - EPOCHS_PAGE), leg - 1));
    const found = mergeEpochs([legs(nextLeg, nextLeg + 100), ...loaded]).map(({ leg }) => leg);
    for (let leg = 1; leg < nextLeg; leg += 1) expect(found).toContain(leg);
  });
});

it("mergeEpochs prefers the newest page and puts the newest leg first", () => {
  const merged = mergeEpochs([legs(3, 4, "9"), legs(1, 3)]);
  expect(merged.map(({ leg, amount }) => [leg, amount])).toEqual([
    [4, "9"],
    [3, "9"],
    [2, "1"],
    [1, "1"],
  ]);
});
