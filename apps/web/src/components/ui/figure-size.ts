/** The digits of the largest amount that fits the narrowest phone in the largest size: $99,999.99. */
const MOST_DIGITS = 11;

/** The size of the one large figure of a page. A longer amount is smaller on a phone, since an amount is never cut. */
export const figureSize = (micros: string): string =>
  micros.length > MOST_DIGITS ? "text-28 tablet:text-40" : "text-40";
