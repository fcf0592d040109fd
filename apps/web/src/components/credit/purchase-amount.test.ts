import { usd } from "@scrip/domain/money";
import { expect, it } from "vitest";
import { amountOf, wrongAmount } from "./purchase-amount.ts";

const range = { minimum: "5000000", maximum: "1000000000" };

it.each([
  ["25", "25.00"],
  ["$25", "25.00"],
  [" 1,000.00 ", "1000.00"],
  ["5.01", "5.01"],
])("%j is $%s", (text, amount) => {
  expect(wrongAmount(text, range)).toBeUndefined();
  expect(amountOf(text)).toBe(usd(amount));
});

it.each([
  ["", "Enter an amount."],
  ["4.99", "The smallest purchase is $5.00."],
  ["1000.01", "The largest purchase is $1,000.00."],
  ["5.001", "Enter whole cents."],
  ["-5", "It must be above zero; it is negative."],
  ["1e3", "It must be an amount in plain digits, without signs, exponents or spaces."],
])("%j: %s", (text, problem) => {
  expect(wrongAmount(text, range)).toBe(problem);
});
