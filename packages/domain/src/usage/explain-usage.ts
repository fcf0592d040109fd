import type { Unit } from "../catalog/index.ts";
import { greatest, type Micros, type Nanos } from "../money/index.ts";
import type { Instant } from "../time/instant.ts";
import { perUnitOf } from "./months/month-meter.ts";
import {
  decimals,
  explainPrice,
  finalPriceOf,
  MILLIONTHS,
  type Price,
  type PriceExplained,
  priceOfQuantity,
  UNIT_HOUR,
} from "./prices/index.ts";
import { monthAround } from "./storage/month.ts";
import { GB } from "./storage/size.ts";

/** Nano-USD in a micro-USD. */
const NANOS = 1000n;

/** A charge of a meter, as far as its calculation needs it. Quantities in whole units of the meter, amounts in micro-USD. */
export interface ChargeOfUse {
  readonly meter: "endpoint" | "storage" | "usage" | "month";
  /** Nano-USD per unit; `null` for a price shape. */
  readonly rate: Nanos | null;
  readonly price: Price | null;
  readonly quantity: bigint;
  /** The total that a correction replaces; 0 for any other charge. */
  readonly before: bigint;
  readonly from: Instant;
  readonly until: Instant;
  readonly amount: Micros;
  /** The month meter that counts it: its quantity after and before the charge, and whether the minimum was due. */
  readonly month: {
    readonly counts: "usage" | "endpoint";
    readonly quantity: bigint;
    readonly before: bigint;
    readonly isClosed: boolean;
  } | null;
  /** Of storage: the sum of the booking over all projects, and that of the month with it. */
  readonly booking: { readonly amount: Micros; readonly month: Micros } | null;
}

/** The calculation of a charge of a meter. Quantities are decimal text in units. */
export interface UsageExplained {
  /** The unit of an endpoint or of storage; `null` for a usage event, whose unit its resource has. */
  readonly unit: Unit | null;
  /** The quantity that the price is of: what the charge is for, or the total, or the month so far. */
  readonly units: string;
  /** What the charge adds to it; `null` if that is all of it. */
  readonly added: string | null;
  /** The price before rounding, in micro-USD with at most six decimals; `null` if the price changed within the month. */
  readonly exact: string | null;
  /** `exact` rounded down, or the minimum; `null` where rounding carries over to the next charge. */
  readonly cumulative: Micros | null;
  readonly chargedBefore: Micros | null;
  /** The booking of storage of which the charge is a share; `null` for any other charge. */
  readonly booked: Micros | null;
  readonly shape: PriceExplained | null;
  /** Whether the minimum was due, and above the exact price. */
  readonly isMinimum: boolean;
}

/**
 * Calculates a charge of an endpoint, of storage, of a usage event or of a month's minimum again.
 * @source docs/rules.md#price-of-usage; docs/rules.md#price-of-an-endpoint; docs/rules.md#storage; docs/rules.md#month-meters
 */
export function explainUsage(charge: ChargeOfUse): UsageExplained {
  if (charge.meter === "storage") return explainStorage(charge);
  return charge.month === null ? explainAtRate(charge) : explainInMonth(charge, charge.month);
}

/** A plain rate: an endpoint carries its rounding from charge to charge, an event rounds the price of its total. */
function explainAtRate({ meter, rate, quantity, before }: ChargeOfUse): UsageExplained {
  const perUnit = meter === "endpoint" ? UNIT_HOUR : MILLIONTHS;
  const priceOf = (of: bigint): Micros => ((rate ?? 0n) * of) / (perUnit * NANOS);
  const isEndpoint = meter === "endpoint";
  return {
    unit: isEndpoint ? "hour" : null,
    units: decimals(quantity, perUnit),
    added: before === 0n ? null : difference(quantity, before, perUnit),
    exact: decimals((rate ?? 0n) * quantity, perUnit * NANOS),
    cumulative: isEndpoint ? null : priceOf(quantity),
    chargedBefore: isEndpoint ? null : priceOf(before),
    booked: null,
    shape: null,
    isMinimum: false,
  };
}

function explainInMonth(
  { price, amount }: ChargeOfUse,
  { counts, quantity, before, isClosed }: NonNullable<ChargeOfUse["month"]>,
): UsageExplained {
  if (price === null) throw new Error("a month meter counts only price shapes");
  const perUnit = perUnitOf({ counts });
  const priceAt = isClosed ? finalPriceOf : priceOfQuantity;
  const cumulative = priceAt(price, quantity, perUnit);
  const shape = explainPrice(price, quantity, perUnit);
  return {
    unit: counts === "endpoint" ? "hour" : null,
    units: decimals(quantity, perUnit),
    added: before === 0n ? null : difference(quantity, before, perUnit),
    exact: shape.exact,
    cumulative,
    chargedBefore: amount > 0n ? cumulative - amount : priceAt(price, before, perUnit),
    booked: null,
    shape,
    isMinimum: cumulative > priceOfQuantity(price, quantity, perUnit),
  };
}

/** The month of storage so far. After a change of the price within the month its parts have their own prices. */
function explainStorage({ rate, price, quantity, from, until, booking }: ChargeOfUse): UsageExplained {
  const month = monthAround(from);
  const perUnit = GB * BigInt(month.until - month.from);
  const isOver = until === month.until;
  const soFar =
    price === null
      ? ((rate ?? 0n) * quantity) / (perUnit * NANOS)
      : (isOver ? finalPriceOf : priceOfQuantity)(price, quantity, perUnit);
  const booked = booking?.amount ?? 0n;
  const isOnePrice = soFar === booking?.month;
  const shape = price === null ? null : explainPrice(price, quantity, perUnit);
  return {
    unit: "gb-month",
    units: decimals(quantity, perUnit),
    added: null,
    exact: isOnePrice ? (shape?.exact ?? decimals((rate ?? 0n) * quantity, perUnit * NANOS)) : null,
    cumulative: isOnePrice ? soFar : null,
    chargedBefore: isOnePrice ? greatest(soFar - booked, 0n) : null,
    booked,
    shape: isOnePrice ? shape : null,
    isMinimum: price !== null && soFar > priceOfQuantity(price, quantity, perUnit),
  };
}

function difference(after: bigint, before: bigint, perUnit: bigint): string {
  return after < before ? `-${decimals(before - after, perUnit)}` : decimals(after - before, perUnit);
}
