import { describe, expect, it } from "vitest";
import { neighboursIn } from "./neighbours.ts";

const shown = [9, 7, 4, 1].map((seq) => ({ seq }));

describe("neighboursIn", () => {
  it.each([
    [9, { newer: undefined, older: 7 }],
    [7, { newer: 9, older: 4 }],
    [1, { newer: 4, older: undefined }],
    [5, { newer: 7, older: 4 }],
    [12, { newer: undefined, older: 9 }],
  ])("finds the neighbours of entry %d among the shown entries", (seq, expected) => {
    expect(neighboursIn(shown, seq, 12)).toEqual(expected);
  });

  it.each([
    [1, 3, { newer: 2, older: undefined }],
    [3, 3, { newer: undefined, older: 2 }],
    [9, 3, { newer: undefined, older: 3 }],
    [1, 0, { newer: undefined, older: undefined }],
    [2, undefined, { newer: undefined, older: 1 }],
  ])("counts from entry %d, with %s as the last one, if all entries are shown", (seq, last, expected) => {
    expect(neighboursIn(null, seq, last)).toEqual(expected);
    expect(neighboursIn([], seq, last)).toEqual(expected);
  });
});
