import { expect, it } from "vitest";
import { checkTexts, textsOf, thresholdsOf } from "./threshold-texts.ts";

it.each([
  { balanceBelow: "10000000", runwayHours: 24, expiryDays: 7 },
  { balanceBelow: "1234567890", runwayHours: null, expiryDays: null },
  { balanceBelow: null, runwayHours: 1, expiryDays: null },
])("writes settings as texts, and reads them back: %j", (settings) => {
  const texts = textsOf(settings);
  expect(Object.values(checkTexts(texts)).filter((error) => error !== undefined)).toEqual([]);
  expect(thresholdsOf(texts)).toEqual(settings);
});

it("refuses what is no amount and no number in range", () => {
  const texts = { balanceBelow: "0", runwayHours: "0", expiryDays: "1.5" };
  expect(Object.values(checkTexts(texts)).every((error) => error !== undefined)).toBe(true);
  expect(checkTexts({ ...texts, balanceBelow: "-5" }).balanceBelow).toBeDefined();
});
