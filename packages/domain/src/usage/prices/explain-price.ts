import type { Micros, Nanos } from "../../money/index.ts";
import type { Price } from "./price.ts";
import { partsOf } from "./price-of-quantity.ts";

/** The calculation of a price. */
export interface PriceExplained {
  readonly kind: Price["kind"];
  /** The tiers that the quantity uses; none for packages. */
  readonly tiers: readonly TierExplained[];
  /** The packages that the quantity begins; `null` for tiers. */
  readonly packages: { readonly count: bigint; readonly size: bigint; readonly price: Micros } | null;
  /** The price before rounding, in micro-USD with at most six decimals. */
  readonly exact: string;
  /** The least price at the end, in micro-USD; 0 for none. */
  readonly minimum: Micros;
}

/** A tier with the part of the quantity that it prices. */
export interface TierExplained {
  /** The last unit of the tier; `null` for the last tier. */
  readonly upTo: bigint | null;
  /** Nano-USD per unit. */
  readonly rate: Nanos;
  /** Units, with at most six decimals. */
  readonly units: string;
  /** Micro-USD, with at most six decimals. */
  readonly exact: string;
}

const NANOS = 1000n;

/**
 * Calculates the price of a cumulative quantity again, tier by tier or by packages, without the minimum.
 * @param quantity whole parts of a unit
 * @param perUnit how many of these parts are one unit
 * @source docs/rules.md#price-shapes
 */
export function explainPrice(price: Price, quantity: bigint, perUnit: bigint): PriceExplained {
  const { kind, minimum } = price;
  if (price.kind === "package") {
    const { size } = price;
    const count = (quantity + size * perUnit - 1n) / (size * perUnit);
    const packages = { count, size, price: price.price };
    return { kind, tiers: [], packages, exact: String(count * price.price), minimum };
  }
  const parts = partsOf(price, quantity, perUnit);
  const nanos = parts.reduce((sum, { rate, part }) => sum + rate * part, 0n);
  const tiers = parts.map(({ upTo, rate, part }) => ({
    upTo,
    rate,
    units: decimals(part, perUnit),
    exact: decimals(rate * part, perUnit * NANOS),
  }));
  return { kind, tiers, packages: null, exact: decimals(nanos, perUnit * NANOS), minimum };
}

/** A fraction as decimal text with at most six decimals, rounded down. */
export function decimals(numerator: bigint, denominator: bigint): string {
  const millionths = (numerator * 1_000_000n) / denominator;
  const rest = (millionths % 1_000_000n).toString().padStart(6, "0").replace(/0+$/, "");
  return rest === "" ? `${millionths / 1_000_000n}` : `${millionths / 1_000_000n}.${rest}`;
}
