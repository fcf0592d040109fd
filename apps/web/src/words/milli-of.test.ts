import { expect, it } from "vitest";
import { milliOf } from "./milli-of.ts";

it.each([
  ["8", 8_000],
  [" 0.5 ", 500],
  ["1,000.125", 1_000_125],
  ["0", 0],
  ["", null],
  ["1.2345", null],
  ["-1", null],
  ["1e3", null],
  ["99999999", null],
])("reads %o as %o thousandths", (text, milli) => {
  expect(milliOf(text)).toBe(milli);
});
