import type { Micros } from "../../money/index.ts";
import type { Instant } from "../../time/instant.ts";
import { canonicalPrice, finalPriceOf, MILLIONTHS, type Price, priceOfQuantity, UNIT_HOUR } from "../prices/index.ts";

/** The use that month meters count. Storage has meters of its own. */
export const COUNTED_BY_MONTH = ["usage", "endpoint"] as const;
export type CountedByMonth = (typeof COUNTED_BY_MONTH)[number];

/**
 * The meter of a price shape: it counts what an organization uses of a resource in one calendar month (UTC) at this price,
 * over all events or endpoints. Use at a plain rate has no such meter. A price that begins within the month has a meter of
 * its own, so what a use costs does not depend on the order in which it is reported.
 */
export interface MonthMeter {
  readonly id: string;
  readonly counts: CountedByMonth;
  readonly resource: string;
  /** The start of the month. */
  readonly month: Instant;
  readonly price: Price;
  /** Parts of a unit, of which `perUnitOf` make one: of events millionths, of endpoints thousandths x milliseconds. */
  readonly quantity: bigint;
  /** The sum of its charges, in micro-USD. */
  readonly charged: Micros;
  /** By how much its price has fallen in all, in micro-USD. */
  readonly fallen: Micros;
  /** The number of its charges. */
  readonly legs: number;
  /** Whether its month has ended and the minimum was charged. */
  readonly isClosed: boolean;
}

/** What tells the meters of an organization apart. */
export type MonthKey = Pick<MonthMeter, "counts" | "resource" | "month" | "price">;

/** The meter of the first use. */
export function newMonthMeter(id: string, { counts, resource, month, price }: MonthKey): MonthMeter {
  const none = { quantity: 0n, charged: 0n, fallen: 0n, legs: 0, isClosed: false };
  return { id, counts, resource, month, price, ...none };
}

/** Finds the meter of a use. */
export function findMonthMeter(meters: Iterable<MonthMeter>, key: MonthKey): MonthMeter | undefined {
  const price = canonicalPrice(key.price);
  for (const meter of meters)
    if (
      meter.month === key.month &&
      meter.resource === key.resource &&
      meter.counts === key.counts &&
      canonicalPrice(meter.price) === price
    )
      return meter;
  return undefined;
}

/** How many parts of a quantity are one unit of the price. */
export function perUnitOf({ counts }: Pick<MonthMeter, "counts">): bigint {
  return counts === "endpoint" ? UNIT_HOUR : MILLIONTHS;
}

/**
 * What a month costs at a quantity, in micro-USD. After the month's end it is at least the minimum, if anything was used.
 * @source docs/rules.md#month-meters; docs/invariants.md#l19
 */
export function monthPriceAt(meter: MonthMeter, quantity: bigint): Micros {
  const priceAt = meter.isClosed ? finalPriceOf : priceOfQuantity;
  return priceAt(meter.price, quantity, perUnitOf(meter));
}

/** What a meter's charges are worth: their sum less what its price fell by. It is the price of its quantity. Micro-USD. */
export function chargedNet({ charged, fallen }: Pick<MonthMeter, "charged" | "fallen">): Micros {
  return charged - fallen;
}
