import { expect, it } from "vitest";
import { checkTexts, inputOf, textsOf } from "./top-up-form.ts";

const settings = {
  isOn: true,
  threshold: "10000000",
  amount: null,
  target: "50500000",
  perDay: "200000000",
  perMonth: "1000000000",
};

it("settings are read again from the texts that show them", () => {
  const texts = textsOf(settings);
  expect(texts).toMatchObject({ threshold: "10", buys: "target", value: "50.50", perMonth: "1000" });
  expect(inputOf(texts, true)).toEqual({
    isOn: true,
    threshold: "10000000",
    buys: { target: "50500000" },
    perDay: "200000000",
    perMonth: "1000000000",
  });
});

it("a text that is no amount is named, and gives no settings", () => {
  const texts = { ...textsOf(settings), value: "ten", perDay: "0.001" };
  expect(checkTexts(texts)).toMatchObject({ value: "Enter an amount in dollars.", perDay: "Enter whole cents." });
  expect(inputOf(texts, true)).toBeNull();
});
