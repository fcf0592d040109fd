import { showUsd } from "@scrip/domain/money";

/**
 * Writes a rate for a person.
 * @param rateNanos nano-USD per unit and hour, as digits
 * @returns the exact rate, such as `$3.99` or `$0.000000001`
 */
export function rateWords(rateNanos: string): string {
  const nanos = BigInt(rateNanos);
  const rest = nanos % 1000n;
  const micros = showUsd(nanos / 1000n, "exact");
  if (rest === 0n) return micros;
  // Six decimals of micro-dollars, then three of nano-dollars.
  const [dollars = "", decimals = ""] = micros.split(".");
  return `${dollars}.${decimals.padEnd(6, "0")}${rest.toString().padStart(3, "0").replace(/0+$/, "")}`;
}

/** Units of a resource, such as `8` or `0.5`, from thousandths. */
export function unitsWords(unitsMilli: number): string {
  return (unitsMilli / 1000).toLocaleString("en", { maximumFractionDigits: 3 });
}
