import { greatest, least, MAX_AMOUNT, type Micros } from "../../money/index.ts";
import type { Instant } from "../../time/instant.ts";
import { startOfMonth } from "../../time/months.ts";
import { finalPriceOf, parseCanonicalPrice, priceOfQuantity } from "../prices/index.ts";
import { GB } from "./size.ts";
import type { Span } from "./volume.ts";

/** Nano-USD in a micro-USD. */
const NANOS = 1000n;

/** The milliseconds of an hour. */
const HOUR_MS = 3_600_000n;

/** The milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** 1 January 1970, from which calendar months are counted. */
const FIRST_MONTH = 0;

/** The calendar month in UTC of an instant. */
export function monthAround(at: Instant): Span {
  const date = new Date(at);
  const months = (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
  return { from: startOfMonth(FIRST_MONTH, months), until: startOfMonth(FIRST_MONTH, months + 1) };
}

/** The day in UTC of an instant. */
export function dayAround(at: Instant): Span {
  const from = Math.floor(at / DAY_MS) * DAY_MS;
  return { from, until: from + DAY_MS };
}

/** The midnight (UTC) that ends the day of an instant. */
export function midnightAfter(at: Instant): Instant {
  return dayAround(at).until;
}

/** What counts in the price of a month of storage. */
export interface MonthOfStorage {
  /** The start of the month. */
  readonly month: Instant;
  /** Byte-milliseconds at plain rates, each multiplied by its rate in nano-USD for a GB and month. */
  readonly priced: bigint;
  /** Byte-milliseconds at price shapes, by the canonical text of the shape. */
  readonly shaped: ReadonlyMap<string, bigint>;
}

/**
 * What storage of a calendar month costs up to an instant: floor(rate x GB-time / length of the month), with one division,
 * and the price of what each shape has counted in GB-months. The end of the month brings the minimum of each shape that has
 * counted something. It is at most the limit of one amount.
 * @returns micro-USD
 * @source docs/rules.md#storage; docs/rules.md#price-shapes; docs/invariants.md#l19
 * @example 150 GB for 10 of 30 days at $0.03: 1,500,000
 */
export function monthPrice({ month, priced, shaped }: MonthOfStorage, until: Instant): Micros {
  const { perUnit, isOver } = scaleOf(month, until);
  const priceAt = isOver ? finalPriceOf : priceOfQuantity;
  let price = priced / (perUnit * NANOS);
  for (const [text, quantity] of shaped) price += priceAt(parseCanonicalPrice(text), quantity, perUnit);
  return least(price, MAX_AMOUNT);
}

/** Whether the end of the month will bring a minimum that the price at an instant does not have. */
export function owesMinimum({ month, shaped }: Pick<MonthOfStorage, "month" | "shaped">, at: Instant): boolean {
  const { perUnit, isOver } = scaleOf(month, at);
  return (
    !isOver &&
    [...shaped].some(([text, quantity]) => {
      const price = parseCanonicalPrice(text);
      return priceOfQuantity(price, quantity, perUnit) < finalPriceOf(price, quantity, perUnit);
    })
  );
}

/** The byte-milliseconds in a GB-month, and whether the month has ended. */
function scaleOf(month: Instant, at: Instant): { readonly perUnit: bigint; readonly isOver: boolean } {
  const { from, until } = monthAround(month);
  return { perUnit: GB * BigInt(until - from), isOver: at >= until };
}

/**
 * What an hour of storage costs in the calendar month of an instant. A volume price that falls costs nothing.
 * @param sizes bytes above the included amount: at plain rates multiplied by them, and at price shapes
 * @param counted what the shapes have counted in the month before, in byte-milliseconds
 * @returns micro-USD, rounded down
 */
export function pricePerHour(
  { priced, shaped }: Pick<MonthOfStorage, "priced" | "shaped">,
  counted: MonthOfStorage["shaped"],
  at: Instant,
): Micros {
  const { perUnit } = scaleOf(at, at);
  let price = (priced * HOUR_MS) / (perUnit * NANOS);
  for (const [text, bytes] of shaped) {
    const shape = parseCanonicalPrice(text);
    const before = counted.get(text) ?? 0n;
    const rise = priceOfQuantity(shape, before + bytes * HOUR_MS, perUnit) - priceOfQuantity(shape, before, perUnit);
    price += greatest(rise, 0n);
  }
  return least(price, MAX_AMOUNT);
}
