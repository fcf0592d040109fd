/** Decimal text taken apart, not yet a number. */
export interface DecimalDigits {
  readonly isNegative: boolean;
  /** Without leading zeros. */
  readonly whole: string;
  /** `undefined` where the text has no point. */
  readonly decimals: string | undefined;
}

/** More digits than any amount or rate has; `BigInt` of a text without end would hold up the process. */
const MAX_WHOLE_DIGITS = 30;

/**
 * Takes decimal text apart: plain ASCII digits, perhaps a minus before and one point between them.
 * @returns its parts, or `undefined` for any other text: exponents, spaces, separators, other digits
 */
export function decimalDigits(text: string): DecimalDigits | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = "", decimals] = match;
  return { isNegative: sign === "-", whole: whole.replace(/^0+(?=\d)/, ""), decimals };
}

/**
 * Scales the parts to a whole number.
 * @param places how many decimals the unit has: 6 for micro-USD, 9 for nano-USD
 * @returns the number, or `undefined` where it has more digits than any amount
 */
export function scaled(digits: DecimalDigits, places: number): bigint | undefined {
  if (digits.whole.length > MAX_WHOLE_DIGITS) return undefined;
  return BigInt(digits.whole + (digits.decimals ?? "").padEnd(places, "0"));
}
