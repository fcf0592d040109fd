import { CENT, type Micros } from "../../money/index.ts";

/** A part of a price in millionths: 19% is 190,000. */
export type Share = bigint & { readonly __unit?: "millionths" };

const WHOLE: Share = 1_000_000n;

/**
 * The tax on the net sum of a document's lines with one rate, rounded half up to a cent.
 * @param net micro-USD in whole cents, zero or more
 * @param rate millionths of the net sum
 * @returns micro-USD in whole cents
 * @source docs/rules.md#tax
 */
export function taxOn(net: Micros, rate: Share): Micros {
  return halfUp((net / CENT) * rate, WHOLE) * CENT;
}

/**
 * The tax of the next credit note for a document. The taxes of its credit notes add up to its own tax, in whatever parts
 * it is refunded.
 * @param tax of the document, in micro-USD
 * @param gross of the document with its tax, in micro-USD, above zero
 * @param before the gross sum and the tax of the earlier credit notes
 * @param refund gross, in micro-USD: at most what is left of the document
 * @source docs/rules.md#tax
 */
export function creditNoteTax(
  { tax, gross }: { readonly tax: Micros; readonly gross: Micros },
  before: { readonly gross: Micros; readonly tax: Micros },
  refund: Micros,
): Micros {
  const refunded = before.gross + refund;
  return halfUp((tax / CENT) * (refunded / CENT), gross / CENT) * CENT - before.tax;
}

/** The whole number nearest to `amount / divisor`; the greater one of two. For numbers of zero or more. */
function halfUp(amount: bigint, divisor: bigint): bigint {
  return (2n * amount + divisor) / (2n * divisor);
}
