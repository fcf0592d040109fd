import type { Price, PriceTier } from "./price.ts";

/**
 * Writes a price as text for storage and for hashes: JSON without spaces, keys in alphabetical order, amounts and
 * quantities as strings of digits. Equal prices have equal texts.
 * @example {"kind":"package","minimum":"0","price":"500000","size":"1000"}
 * @source docs/rules.md#price-text
 */
export function canonicalPrice(price: Price): string {
  const minimum = String(price.minimum);
  if (price.kind === "package") {
    const { kind, size } = price;
    return JSON.stringify({ kind, minimum, price: String(price.price), size: String(size) });
  }
  const tiers = price.tiers.map(({ rate, upTo }) => ({ rate: String(rate), upTo: upTo === null ? null : `${upTo}` }));
  return JSON.stringify({ kind: price.kind, minimum, tiers });
}

/**
 * Reads a price from its text.
 * @throws RangeError if the text is not exactly what `canonicalPrice` writes for a price
 * @source docs/rules.md#price-text
 */
export function parseCanonicalPrice(text: string): Price {
  const price = read(text);
  if (price === null || !isPrice(price) || canonicalPrice(price) !== text)
    throw new RangeError(`not a price: ${text.slice(0, 200)}`);
  return price;
}

interface Stored {
  readonly kind?: unknown;
  readonly minimum?: unknown;
  readonly price?: unknown;
  readonly size?: unknown;
  readonly tiers?: readonly { readonly rate?: unknown; readonly upTo?: unknown }[];
}

function read(text: string): Price | null {
  try {
    const stored = JSON.parse(text) as Stored;
    const minimum = digits(stored.minimum);
    if (stored.kind === "package")
      return { kind: stored.kind, minimum, price: digits(stored.price), size: digits(stored.size) };
    if ((stored.kind !== "graduated" && stored.kind !== "volume") || stored.tiers === undefined) return null;
    const tiers = stored.tiers.map(({ rate, upTo }) => ({
      rate: digits(rate),
      upTo: upTo === null ? null : digits(upTo),
    }));
    return { kind: stored.kind, minimum, tiers };
  } catch {
    return null;
  }
}

function digits(value: unknown): bigint {
  if (typeof value !== "string" || !/^\d{1,30}$/.test(value)) throw new RangeError("not digits");
  return BigInt(value);
}

function isPrice(price: Price): boolean {
  if (price.kind === "package") return price.size > 0n && price.price > 0n;
  return price.tiers.at(-1)?.upTo === null && price.tiers.every(isAbove);
}

/** Whether a tier ends above the one before it. Only the last one has no end. */
function isAbove({ upTo }: PriceTier, index: number, tiers: readonly PriceTier[]): boolean {
  const before = index === 0 ? 0n : (tiers[index - 1]?.upTo ?? null);
  if (before === null) return false;
  return upTo === null ? index === tiers.length - 1 : upTo > before;
}
