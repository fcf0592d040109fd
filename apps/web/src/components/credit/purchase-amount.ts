import { AMOUNT_MESSAGES, CENT, type Micros, parseUsd, showUsd } from "@scrip/domain/money";

/** An amount as a person typed it: `$25`, `1,000.00`. @returns micro-USD; `null` if it is no amount */
export function amountOf(text: string): Micros | null {
  const amount = parseUsd(plain(text));
  return typeof amount === "bigint" ? amount : null;
}

/** What is wrong with an amount that is to be bought. @param range micro-USD in digits */
export function wrongAmount(
  text: string,
  range: { readonly minimum: string; readonly maximum: string },
): string | undefined {
  const amount = parseUsd(plain(text));
  if (typeof amount !== "bigint") return text.trim() === "" ? "Enter an amount." : `It ${AMOUNT_MESSAGES[amount]}.`;
  const minimum = BigInt(range.minimum);
  const maximum = BigInt(range.maximum);
  if (amount < minimum) return `The smallest purchase is ${showUsd(minimum, "exact")}.`;
  if (amount > maximum) return `The largest purchase is ${showUsd(maximum, "exact")}.`;
  return amount % CENT === 0n ? undefined : "Enter whole cents.";
}

function plain(text: string): string {
  return text.trim().replace(/^\$/, "").replaceAll(",", "");
}
