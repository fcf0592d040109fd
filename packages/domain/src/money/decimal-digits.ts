/** The parts of decimal text, before its conversion to a number. */
export interface DecimalDigits {
  readonly isNegative: boolean;
  /** Without leading zeros. */
  readonly whole: string;
  /** `undefined` if the text has no point. */
  readonly decimals: string | undefined;
}

/** More digits than any amount or rate has. `BigInt` of a very long text would block the process. */
const MAX_WHOLE_DIGITS = 30;

/**
 * Splits decimal text into its parts: plain ASCII digits, with an optional leading minus and an optional point.
 * @returns the parts, or `undefined` for any other text, such as exponents, spaces, separators or other digits
 */
export function decimalDigits(text: string): DecimalDigits | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = "", decimals] = match;
  return { isNegative: sign === "-", whole: whole.replace(/^0+(?=\d)/, ""), decimals };
}

/**
 * Scales the parts to a whole number.
 * @param places the number of decimals of the unit: 6 for micro-USD, 9 for nano-USD
 * @returns the number, or `undefined` if it has more digits than any amount
 */
export function scaled(digits: DecimalDigits, places: number): bigint | undefined {
  if (digits.whole.length > MAX_WHOLE_DIGITS) return undefined;
  return BigInt(digits.whole + (digits.decimals ?? "").padEnd(places, "0"));
}
