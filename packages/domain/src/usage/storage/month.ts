import { least, MAX_AMOUNT, type Micros } from "../../money/index.ts";
import type { Instant } from "../../time/instant.ts";
import { startOfMonth } from "../../time/months.ts";
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

/**
 * What storage of a calendar month costs so far: floor(rate x GB-time / length of the month), with one division. It is
 * at most the limit of one amount.
 * @param priced byte-milliseconds, each multiplied by its rate in nano-USD for a GB and month
 * @param month the start of the month
 * @returns micro-USD
 * @source docs/rules.md#storage; docs/invariants.md#l19
 * @example 150 GB for 10 of 30 days at $0.03: 1,500,000
 */
export function monthPrice(priced: bigint, month: Instant): Micros {
  const { from, until } = monthAround(month);
  return least(priced / (GB * NANOS * BigInt(until - from)), MAX_AMOUNT);
}

/**
 * What an hour of storage costs in the calendar month of an instant.
 * @param priced bytes above the included amount, each multiplied by its rate in nano-USD for a GB and month
 * @returns micro-USD, rounded down
 */
export function pricePerHour(priced: bigint, at: Instant): Micros {
  const { from, until } = monthAround(at);
  return least((priced * HOUR_MS) / (GB * NANOS * BigInt(until - from)), MAX_AMOUNT);
}
