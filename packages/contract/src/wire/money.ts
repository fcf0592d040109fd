import { AMOUNT_MESSAGES, parseMicros } from "@scrip/domain/money";
import { z } from "zod";

/** The formats of money on the wire. A test checks the client's table of amounts against them. */
export const MONEY_FORMATS = { micros: "micro-usd", nanos: "nano-usd" } as const;

const MESSAGES = {
  ...AMOUNT_MESSAGES,
  too_many_decimals: "must be a whole number of micro-dollars (millionths of a dollar), without decimals",
};

/**
 * An amount in an input: whole micro-USD as decimal digits, above zero and at most 10^15. Inside: a `bigint`.
 * For any other text (F1 to F3) the message says which texts are allowed.
 * @source docs/rules.md#money-on-the-wire
 */
export const amountIn = z
  .string("must be a text of digits, an amount in micro-dollars")
  .transform((text, context): bigint => {
    const amount = parseMicros(text);
    if (typeof amount === "bigint") return amount;
    context.addIssue({ code: "custom", message: MESSAGES[amount], params: { problem: amount } });
    return z.NEVER;
  })
  .meta({
    description: "Micro-dollars as decimal digits, above zero.",
    format: MONEY_FORMATS.micros,
    pattern: "^[1-9][0-9]{0,15}$",
    examples: ["20000000"],
  });

/** Digits from PostgreSQL or the ledger, or a calculated `bigint`. */
const digits = z.union([z.string(), z.bigint()]);

/** The digits of an output. They have no sign, no point and no exponent. */
const DIGITS = "^[0-9]+$";

/** An amount in an output: micro-USD as decimal digits. */
export const amountOut = z.codec(digits, z.string(), { decode: String, encode: (text) => text }).meta({
  description: "Micro-dollars as decimal digits.",
  format: MONEY_FORMATS.micros,
  pattern: DIGITS,
  examples: ["20000000"],
});

/** A change or a sum in an output, which may be below zero: micro-USD as decimal digits, with a minus sign then. */
export const signedAmountOut = amountOut.meta({
  description: "Micro-dollars as decimal digits, with a minus sign below zero.",
  pattern: "^-?[0-9]+$",
});

/** A rate in an output: nano-USD as decimal digits. */
export const rateOut = z.codec(digits, z.string(), { decode: String, encode: (text) => text }).meta({
  description: "Nano-dollars per unit and hour, as decimal digits.",
  format: MONEY_FORMATS.nanos,
  pattern: DIGITS,
  examples: ["3990000000"],
});

/** A rate in an input: whole nano-USD as decimal digits, at most 10^15. Inside: a `bigint`. */
export const rateIn = z
  .string("must be a text of digits, a rate in nano-dollars")
  .regex(/^(0|[1-9]\d{0,15})$/, "must be a whole number of nano-dollars (billionths of a dollar) in digits")
  .transform((text) => BigInt(text))
  .refine((rate) => rate <= 10n ** 15n, "must be at most $1,000,000 per unit")
  .meta({
    description: "Nano-dollars per unit and hour, as decimal digits.",
    format: MONEY_FORMATS.nanos,
    examples: ["3990000000"],
  });
