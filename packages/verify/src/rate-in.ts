/** The rate in the text of a cost, in nano-USD per unit; `null` for a price of tiers or packages, and for none. */
export function rateIn(cost: string | undefined): bigint | null {
  return cost !== undefined && /^\d+$/.test(cost) ? BigInt(cost) : null;
}
