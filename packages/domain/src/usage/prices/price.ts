import type { Micros, Nanos } from "../../money/index.ts";

/** A part of a tiered price: its rate, and the quantity at which it ends. */
export interface PriceTier {
  /** The last quantity of the tier, in whole units; `null` for the last tier, which has no end. */
  readonly upTo: bigint | null;
  /** Nano-USD per unit. */
  readonly rate: Nanos;
}

/**
 * A price shape, for prices beyond a plain rate. It prices a cumulative quantity: of a job from its start, and of any
 * other usage from the start of the UTC month.
 *
 * - `graduated`: each tier prices the part of the quantity that lies in it.
 * - `volume`: the tier that the quantity reaches prices the whole quantity.
 * - `package`: each begun package of `size` units costs `price`.
 * @source docs/rules.md#price-shapes
 */
export type Price = TieredPrice | PackagePrice;

/** A price by tiers, in ascending order; the last one has no end. */
export interface TieredPrice {
  readonly kind: "graduated" | "volume";
  readonly tiers: readonly PriceTier[];
  /** The least price of any use, in micro-USD; 0 for none. It is due once, at the end of the job or month. */
  readonly minimum: Micros;
}

/** A price by packages of units. */
export interface PackagePrice {
  readonly kind: "package";
  /** Whole units, at least one. */
  readonly size: bigint;
  /** Micro-USD per package. */
  readonly price: Micros;
  readonly minimum: Micros;
}

/** The scale of a quantity of usage: millionths of the unit, as usage events report it. */
export const MILLIONTHS = 1_000_000n;

/** The scale of a quantity of running time: thousandths of a unit x milliseconds, for a price by the hour. */
export const UNIT_HOUR = 1000n * 3_600_000n;

/** What a unit of a resource costs: a plain rate in nano-USD per unit, or a price shape. */
export type UnitCost = Nanos | Price;
