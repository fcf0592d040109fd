import { expect, it } from "vitest";
import { planTitle, useWords, valueWords } from "./plan-words.ts";

it.each([
  [true, "Yes"],
  [false, "No"],
  [1500, "1,500"],
  ["unlimited", "Unlimited"],
  [undefined, ""],
])("writes the value %s as %s", (value, words) => {
  expect(valueWords(value)).toBe(words);
});

it("writes the use of a limit, and of what has none", () => {
  expect([useWords(2, 3), useWords(1200, "unlimited")]).toEqual(["2 of 3", "1,200"]);
});

it("names a plan that the catalog no longer has by its id", () => {
  const plans = [{ plan: "pro", title: "Pro" }];
  expect([planTitle(plans, "pro"), planTitle(plans, "team"), planTitle(undefined, "free")]).toEqual([
    "Pro",
    "Team",
    "Free",
  ]);
});
