import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatUsd, MAX_AMOUNT, parseMicros, parseUsd, usd } from "./index.ts";

/** Texts that Scrip refuses as numbers, although JavaScript, PostgreSQL or a person may accept them. */
const NOT_NUMBERS = [
  "",
  " ",
  "NaN",
  "Infinity",
  "1e3",
  "0x10",
  "0b1",
  "1_000",
  "1,000.00",
  "１２",
  "١٢",
  "²",
  "+5",
  "--5",
  "5-",
  ".5",
  "5.",
  "1.2.3",
  "$5",
  "5 ",
  " 5",
  "5\n",
  "5\u0000",
  "5\u202e",
  "null",
  "__proto__",
];

describe("parseUsd", () => {
  it.each(NOT_NUMBERS)("F1 refuses %j as not a number", (text) => {
    expect(parseUsd(text)).toBe("not_a_number");
    expect(parseMicros(text)).toBe("not_a_number");
  });

  it.each([
    ["-5", "negative"],
    ["-0", "negative"],
    ["-0.0000001", "negative"],
    ["0", "zero"],
    ["0.000000", "zero"],
    ["000", "zero"],
    ["0.0000001", "too_many_decimals"],
    ["1.0000000", "too_many_decimals"],
    ["1000000000.000001", "above_limit"],
    ["1000000001", "above_limit"],
    ["9223372036854.775807", "above_limit"],
    ["9223372036854775807", "above_limit"],
    ["9223372036854775808", "above_limit"],
    ["18446744073709551616", "above_limit"],
    ["9".repeat(31), "above_limit"],
  ])("F1-F3 refuses %s as %s", (text, problem) => {
    expect(parseUsd(text)).toBe(problem);
  });

  it.each([
    ["20", 20_000_000n],
    ["20.00", 20_000_000n],
    ["0.000122", 122n],
    ["0.000001", 1n],
    ["4.99", 4_990_000n],
    ["1000.01", 1_000_010_000n],
    ["0020.5", 20_500_000n],
    ["1000000000", MAX_AMOUNT],
    ["1000000000.000000", MAX_AMOUNT],
    [`${"0".repeat(5_000)}1`, 1_000_000n],
  ])("reads %s", (text, amount) => {
    expect(parseUsd(text)).toBe(amount);
  });

  it("F4 answers millions of digits at once", () => {
    for (const text of ["9".repeat(10_000_000), "0".repeat(10_000_000), `${"9".repeat(10_000_000)}x`]) {
      expect(typeof parseUsd(text)).toBe("string");
      expect(typeof parseMicros(text)).toBe("string");
    }
  });

  it("reads every formatted amount back", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: MAX_AMOUNT }), (amount) => {
        expect(parseUsd(formatUsd(amount).replace(/[$,]/g, ""))).toBe(amount);
      }),
    );
  });

  it("returns an amount in range or a reason for any text", () => {
    const nearlyNumbers = fc.string({ unit: fc.constantFrom(..."0123456789.-+e x１") });
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearlyNumbers), (text) => {
        const amount = parseUsd(text);
        if (typeof amount === "string") return /^[a-z_]+$/.test(amount);
        return amount > 0n && amount <= MAX_AMOUNT && /^\d+(\.\d{1,6})?$/.test(text);
      }),
    );
  });
});

describe("parseMicros", () => {
  it.each([
    ["-5", "negative"],
    ["0", "zero"],
    ["1.0", "too_many_decimals"],
    ["1000000000000001", "above_limit"],
    ["9223372036854775807", "above_limit"],
    ["9223372036854775808", "above_limit"],
  ])("F1-F3 refuses %s as %s", (text, problem) => {
    expect(parseMicros(text)).toBe(problem);
  });

  it("reads the digits of every amount", () => {
    fc.assert(fc.property(fc.bigInt({ min: 1n, max: MAX_AMOUNT }), (amount) => parseMicros(`${amount}`) === amount));
  });
});

describe("usd", () => {
  it("reads amounts in our own code", () => {
    expect(usd("20.00")).toBe(20_000_000n);
  });

  it("throws an error that names the problem of the text", () => {
    expect(() => usd("1e3")).toThrow('"1e3" must be an amount in plain digits, without signs, exponents or spaces');
    expect(() => usd("0")).toThrow(RangeError);
  });
});
