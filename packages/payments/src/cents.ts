import { CENT, type Micros } from "@scrip/domain/money";

/**
 * Converts an amount for Stripe.
 * @param amount micro-USD, in whole cents
 * @returns cents
 * @throws RangeError if the amount has a part of a cent: rounding is a rule, and not a conversion
 */
export function toCents(amount: Micros): number {
  if (amount % CENT !== 0n) throw new RangeError(`${amount} micro-USD are not whole cents`);
  return Number(amount / CENT);
}

/** Converts cents of Stripe into micro-USD. */
export const fromCents = (cents: number): Micros => BigInt(cents) * CENT;
