import type { Catalog } from "../../catalog/index.ts";
import { CENT, type Micros } from "../../money/index.ts";
import { type Sale, saleTotal } from "./payment-document.ts";

/** How far the net sum can be from its share of the total, in cents: the tax is rounded to a cent. */
const NEAR = 2n;

/**
 * The sale of as much credit as a total pays, if another total was paid than the one that was asked for.
 * @param sale of credit alone
 * @param gross with the tax, in micro-USD and whole cents
 * @returns `null` if no whole number of cents has this total with its tax, or if the sale is not of credit alone
 * @source docs/rules.md#parked-payments
 */
export function saleOfTotal<C extends Catalog>(sale: Sale<C>, gross: Micros): Sale<C> | null {
  const [line, ...others] = sale.lines;
  if (line?.of !== "credit" || others.length > 0) return null;
  const { net, gross: before } = saleTotal(sale).total;
  const near = ((gross * net) / before / CENT) * CENT;
  for (let cents = -NEAR; cents <= NEAR; cents += 1n) {
    const tried = { ...sale, lines: [{ ...line, net: near + cents * CENT }] };
    if (near + cents * CENT > 0n && saleTotal(tried).total.gross === gross) return tried;
  }
  return null;
}
