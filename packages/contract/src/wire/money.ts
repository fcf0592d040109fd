import { AMOUNT_MESSAGES, parseMicros } from "@scrip/domain/money";
import { z } from "zod";

const MESSAGES = {
  ...AMOUNT_MESSAGES,
  too_many_decimals: "must be a whole number of micro-dollars (millionths of a dollar), without decimals",
};

/**
 * An amount on its way in: whole micro-USD as decimal digits, above zero and at most 10^15.
 * Anything else (F1 to F3) is refused with what is allowed.
 */
export const amountIn = z
  .string("must be a text of digits, an amount in micro-dollars")
  .transform((text, context): bigint => {
    const amount = parseMicros(text);
    if (typeof amount === "bigint") return amount;
    context.addIssue({ code: "custom", message: MESSAGES[amount], params: { problem: amount } });
    return z.NEVER;
  });

/** An amount on its way out: micro-USD as decimal digits. */
export const amountOut = z.string();
