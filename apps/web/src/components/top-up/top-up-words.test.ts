import { expect, it } from "vitest";
import type { TopUp } from "../../data/methods.ts";
import { standingOf, topUpRule } from "./top-up-words.ts";

const NOW = Date.UTC(2026, 10, 22, 13);
const on: TopUp = {
  isPossible: true,
  settings: {
    isOn: true,
    threshold: "10000000",
    amount: "25000000",
    target: null,
    perDay: "200000000",
    perMonth: "1000000000",
  },
  state: "ready",
  until: null,
  isPaying: false,
  card: "Visa ending in 4242",
  bought: { day: "0", month: "0" },
  purchases: { minimum: "5000000", maximum: "1000000000" },
};

it("the rule is one sentence with its amounts", () => {
  expect(topUpRule(on.settings)).toBe("Buys $25.00 of credit when less than $10.00 is available.");
  expect(topUpRule({ ...on.settings, amount: null, target: "50000000" })).toBe(
    "Buys credit up to $50.00 when less than $10.00 is available.",
  );
});

it.each<[Partial<TopUp>, string, string | null]>([
  [{ state: "off" }, "Off", null],
  [{}, "On", "Charges Visa ending in 4242."],
  [
    { state: "rests", until: "2026-11-22T14:00:00.000Z" },
    "Payment failed",
    "Visa ending in 4242 declined. It is tried again from 22 Nov, 14:00. Add credit yourself to go on now.",
  ],
  [
    { state: "day_cap", until: "2026-11-23T00:00:00.000Z" },
    "Limit reached",
    "The next purchase would pass $200.00 a day. It goes on 23 Nov, 00:00.",
  ],
])("%o stands at %s", (changes, words, text) => {
  expect(standingOf({ ...on, ...changes }, NOW, "UTC")).toMatchObject({ words, text });
});
