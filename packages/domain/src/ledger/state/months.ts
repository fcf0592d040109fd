import { greatest, type Micros } from "../../money/index.ts";
import { unsettledMs } from "../../usage/endpoints/accrual.ts";
import {
  chargedNet,
  findMonthMeter,
  type MonthKey,
  type MonthMeter,
  monthPriceAt,
  newMonthMeter,
} from "../../usage/months/month-meter.ts";
import { canonicalPrice } from "../../usage/prices/index.ts";
import { monthAround } from "../../usage/storage/month.ts";
import type { Id, Instant } from "./ids.ts";
import type { Meters } from "./meters.ts";

/** A part of a span of time that lies in one calendar month (UTC). */
export interface PartOfMonth {
  /** The start of the month. */
  readonly month: Instant;
  readonly from: Instant;
  readonly until: Instant;
}

/** Cuts a span of time at the ends of calendar months. A span without length has no parts. */
export function byMonth(from: Instant, until: Instant): PartOfMonth[] {
  const parts: PartOfMonth[] = [];
  let start = from;
  while (start < until) {
    const month = monthAround(start);
    const end = Math.min(until, month.until);
    parts.push({ month: month.from, from: start, until: end });
    start = end;
  }
  return parts;
}

/** The id of a meter that is only calculated, never written. No stored meter has it. */
const NO_ID = "";

/**
 * What running endpoints with a price shape have accrued and nobody has settled, in micro-USD. Endpoints whose time counts
 * in one month meter accrue together.
 * @param months is only asked for if such an endpoint runs
 * @source docs/rules.md#accrued
 */
export function accruedInMonths({ endpoints }: Meters, months: () => ReadonlyMap<Id, MonthMeter>, at: Instant): Micros {
  const used = new Map<string, { readonly key: MonthKey; quantity: bigint }>();
  for (const { state, price, resource, unitsMilli, settledAt } of endpoints.values()) {
    if (price === null || unsettledMs({ state, settledAt }, at) === 0) continue;
    for (const { month, from, until } of byMonth(settledAt, at)) {
      const name = `${month} ${resource} ${canonicalPrice(price)}`;
      const use = used.get(name) ?? { key: { counts: "endpoint", resource, month, price }, quantity: 0n };
      use.quantity += BigInt(unitsMilli) * BigInt(until - from);
      used.set(name, use);
    }
  }
  let sum = 0n;
  for (const { key, quantity } of used.values()) {
    const meter = findMonthMeter(months().values(), key) ?? newMonthMeter(NO_ID, key);
    sum += greatest(monthPriceAt(meter, meter.quantity + quantity) - chargedNet(meter), 0n);
  }
  return sum;
}
