import { type CreditAtEnd, readCreditByDay } from "@scrip/db/read/overview/credit-by-day";
import { creditParts, forecast, type GrantTerms, type Instant, type Lapse, lapsesUntil } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { Deps } from "../deps.ts";
import { creditAhead } from "./credit-ahead.ts";
import { daysOfZone } from "./days-of-zone.ts";

/** How many days the chart goes back, today included, and how many days its forecast goes ahead. */
const DAYS_AHEAD = { 7: 3, 30: 14, 90: 30 } as const;

/** The days of the chart: an IANA time zone, whose midnights end the days, and how many days to show. */
export interface ChartDays {
  readonly zone: string;
  readonly days: keyof typeof DAYS_AHEAD;
}

/** Credit by day, in the past and in the forecast. A day is a text such as "2026-01-31". Micro-USD. */
export interface CreditByDay {
  /** Credit at the end of each day, and the usage of the day. The last day is today, until now. */
  readonly days: readonly (CreditAtEnd & { readonly day: string; readonly spent: Micros })[];
  /** Available credit at the end of each day from tomorrow on, under the assumptions of the runway. */
  readonly forecast: readonly { readonly day: string; readonly available: Micros }[];
  /** Credit that would expire unused within the forecast. */
  readonly lapses: readonly Lapse[];
  /** Grants that are scheduled within the forecast, and those that the plan will give. */
  readonly planned: readonly (Pick<GrantTerms, "amount" | "source"> & { readonly at: Instant })[];
}

/**
 * Reads credit and usage by day for the last days, including today, and forecasts credit for the next days.
 * @throws OrganizationMissing
 * @source docs/rules.md#burn-chart; docs/rules.md#forecast
 */
export async function getCreditByDay(
  deps: Deps,
  orgId: string,
  { zone, days: count }: ChartDays,
): Promise<CreditByDay> {
  const shown = (now: number) => daysOfZone(now, zone, 1 - count, DAYS_AHEAD[count]);
  const read = await readCreditByDay(deps.pages, deps.books, orgId, (now) =>
    shown(now)
      .map(({ startsAt }) => startsAt)
      .filter((start) => start <= now),
  );
  const { ledger, now } = read.look;
  const at = Math.max(now, ledger.at);
  const today = { ...creditParts(read.free), owed: ledger.balance.owed };
  const days = shown(at);
  const ahead = days.filter(({ startsAt }) => startsAt > at);
  const ends = ahead.map(({ endsAt }) => endsAt);
  const credit = creditAhead(read);
  const available = forecast(credit, at, ends);
  return {
    days: days
      .filter(({ startsAt }) => startsAt <= at)
      .map(({ day }, n) => {
        const { promotional, paid, owed } = read.ends[n] ?? today;
        return { day, promotional, paid, owed, spent: read.spent[n] ?? 0n };
      }),
    forecast: ahead.map(({ day }, n) => ({ day, available: available[n] ?? 0n })),
    lapses: lapsesUntil(credit, at, ends.at(-1) ?? at),
    planned: read.coming
      .filter(({ effectiveAt }) => effectiveAt < (ends.at(-1) ?? at))
      .map(({ effectiveAt, amount, source }) => ({ at: effectiveAt, amount, source })),
  };
}
