import { expect, it } from "vitest";
import { textProblem } from "./text-problem.ts";

it.each([
  "Acme Research",
  "a=1; b",
  "Zoë’s Lab",
  "研究所　二",
  "שלום",
  "می‌خواهم",
  "क्‍ष",
  "👩‍🔬 team",
  "❤️ and 🏳️‍🌈",
  "1️⃣",
  "👍🏽",
  "Hà Nội",
  "ที่นี่",
  "q̣̇",
])("accepts %s", (text) => {
  expect(textProblem(text.normalize("NFC"))).toBeNull();
});

it.each([
  ["a\u0000b", "must not have control characters or broken characters"],
  ["a\u2028b", "must not have control characters or broken characters"],
  ["\ud800", "must not have control characters or broken characters"],
  ["a\ufdd0", "must not have control characters or broken characters"],
  ["a\u202eb", "must not have invisible characters"],
  ["a\u2066b", "must not have invisible characters"],
  ["a\u200bb", "must not have invisible characters"],
  ["a\u200db", "must not have invisible characters"],
  ["a\u200cb", "must not have invisible characters"],
  ["👩\u200d", "must not have invisible characters"],
  ["a\ufeffb", "must not have invisible characters"],
  ["a\u00adb", "must not have invisible characters"],
  ["a\u2060b", "must not have invisible characters"],
  ["\u3164", "must not have invisible characters"],
  ["\u115f", "must not have invisible characters"],
  ["\u2800", "must not have invisible characters"],
  ["a\ufe0f", "must not have invisible characters"],
  ["1\ufe0f", "must not have invisible characters"],
  ["a\u{e0100}", "must not have invisible characters"],
  ["a\u{e0061}", "must not have invisible characters"],
  ["\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}", "must not have invisible characters"],
  ["a\ufff9b", "must not have invisible characters"],
  [`a${"\u0316".repeat(7)}`, "must not have more than six marks on one letter"],
  ["\u0301a", "must not begin with a mark that belongs on a letter"],
  [" a", "must not begin or end with a space"],
  ["a\u00a0", "must not begin or end with a space"],
])("refuses %j: it %s", (text, problem) => {
  expect(textProblem(text)).toBe(problem);
});
