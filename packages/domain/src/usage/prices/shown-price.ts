import type { Price } from "./price.ts";

/** A price shape as plain JSON, as answers and pages have it. Rates are digits of nano-USD, amounts of micro-USD. */
export interface ShownPrice {
  readonly kind: Price["kind"];
  /** The tiers; none for packages. `upTo` is the last whole unit of a tier, `null` for the last tier. */
  readonly tiers: readonly { readonly upTo: number | null; readonly rateNanos: string }[];
  /** Whole units in a package; `null` for tiers. */
  readonly size: number | null;
  readonly perPackage: string | null;
  /** The least price of any use; "0" for none. */
  readonly minimum: string;
}

/** Writes a price shape as plain JSON. */
export function shownPrice(price: Price): ShownPrice {
  const { kind } = price;
  const minimum = String(price.minimum);
  if (price.kind === "package")
    return { kind, tiers: [], size: Number(price.size), perPackage: String(price.price), minimum };
  const tiers = price.tiers.map(({ upTo, rate }) => ({
    upTo: upTo === null ? null : Number(upTo),
    rateNanos: String(rate),
  }));
  return { kind, tiers, size: null, perPackage: null, minimum };
}

/** Reads a price shape from plain JSON that has the right form. */
export function priceOfShown({ kind, tiers, size, perPackage, minimum }: ShownPrice): Price {
  if (kind === "package")
    return { kind, size: BigInt(size ?? 1), price: BigInt(perPackage ?? 0), minimum: BigInt(minimum) };
  return {
    kind,
    tiers: tiers.map(({ upTo, rateNanos }) => ({ upTo: upTo === null ? null : BigInt(upTo), rate: BigInt(rateNanos) })),
    minimum: BigInt(minimum),
  };
}
