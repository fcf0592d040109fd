import { expect, it } from "vitest";
import { sizeWords, volumesWords } from "./size-words.ts";

const GB = "000000000";

it.each([
  ["0", "0 GB"],
  ["400000", "0.4 MB"],
  [`312${GB}`, "312 GB"],
  ["1500000000", "1.5 GB"],
  [`1250${GB}`, "1.25 TB"],
  [`1000000000${GB}`, "1,000 PB"],
])("%s bytes are written as %s", (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words);
});

it("volumes are counted in words", () => {
  expect([volumesWords(1), volumesWords(1200)]).toEqual(["1 volume", "1,200 volumes"]);
});
