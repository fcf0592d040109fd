/**
 * What a storage meter counts at price shapes, as its row stores it: JSON of `[price, quantity]`, the price as canonical
 * text and the quantity in digits.
 * @returns `null` for none
 */
export function storedShaped(shaped: ReadonlyMap<string, bigint>): string | null {
  return shaped.size === 0 ? null : JSON.stringify([...shaped].map(([price, quantity]) => [price, String(quantity)]));
}

/** Reads what `storedShaped` wrote: byte-milliseconds by the canonical text of the price. */
export function readShaped(text: string | null): ReadonlyMap<string, bigint> {
  const parts = JSON.parse(text ?? "[]") as readonly (readonly [price: string, quantity: string])[];
  return new Map(parts.map(([price, quantity]) => [price, BigInt(quantity)]));
}
