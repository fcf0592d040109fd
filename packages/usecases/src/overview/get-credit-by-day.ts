import { type CreditOfDay, readCreditByDay } from "@scrip/db/read/overview/credit-by-day";
import { creditParts, forecast, type GrantTerms, type Instant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { Deps } from "../deps.ts";
import { creditAhead } from "./credit-ahead.ts";
import { daysOfZone } from "./days-of-zone.ts";

const DAYS_BACK = 30;
const DAYS_AHEAD = 14;

/** Credit by day, in the past and in the forecast. A day is a text such as "2026-01-31". Micro-USD. */
export interface CreditByDay {
  /** Credit at the end of each day. The last day is today, with the credit of now. */
  readonly days: readonly (CreditOfDay & { readonly day: string })[];
  /** Available credit at the end of each day from tomorrow on, under the assumptions of the runway. */
  readonly forecast: readonly { readonly day: string; readonly available: Micros }[];
  /** Grants that are scheduled within the forecast. */
  readonly planned: readonly (Pick<GrantTerms, "amount" | "source"> & { readonly at: Instant })[];
}

/**
 * Reads credit by day for the last 30 days, including today, and forecasts it for the next 14 days.
 * @param zone an IANA time zone, whose midnights end the days
 * @throws OrganizationMissing
 * @source docs/rules.md#burn-chart; docs/rules.md#forecast
 */
export async function getCreditByDay(deps: Deps, orgId: string, zone: string): Promise<CreditByDay> {
  const past = (now: number) => daysOfZone(now, zone, 1 - DAYS_BACK, -1);
  const read = await readCreditByDay(deps.homes.organizations, deps.books, orgId, (now) =>
    past(now).map(({ endsAt }) => endsAt),
  );
  const { ledger, now } = read.look;
  const at = Math.max(now, ledger.at);
  const [today, ...ahead] = daysOfZone(at, zone, 0, DAYS_AHEAD);
  const { promotional, paid } = creditParts(ledger, at);
  const ends = ahead.map(({ endsAt }) => endsAt);
  const available = forecast(creditAhead(read, at), at, ends);
  const days = past(at).flatMap(({ day }, n) => {
    const credit = read.days[n];
    return credit === undefined ? [] : [{ day, ...credit }];
  });
  return {
    days: [...days, { day: today?.day ?? "", promotional, paid, owed: ledger.balance.owed }],
    forecast: ahead.map(({ day }, n) => ({ day, available: available[n] ?? 0n })),
    planned: read.scheduled
      .filter(({ effectiveAt }) => effectiveAt < (ends.at(-1) ?? at))
      .map(({ effectiveAt, amount, source }) => ({ at: effectiveAt, amount, source })),
  };
}
