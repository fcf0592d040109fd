import { AMOUNT_MESSAGES, parseMicros } from "@scrip/domain/money";
import { z } from "zod";

/**
 * An amount on its way in: whole micro-USD as decimal digits, above zero and at most 10^15.
 * Anything else (F1 to F3) is refused with what is allowed.
 */
export const amountIn = z.string().transform((text, context): bigint => {
  const amount = parseMicros(text);
  if (typeof amount === "bigint") return amount;
  context.addIssue({ code: "custom", message: AMOUNT_MESSAGES[amount], params: { problem: amount } });
  return z.NEVER;
});

/** An amount on its way out: micro-USD as decimal digits. */
export const amountOut = z.string();
