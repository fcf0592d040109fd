import { type OverviewRead, readOverview } from "@scrip/db/read/overview/read-overview";
import {
  type BalanceNow,
  balanceNow,
  type CreditParts,
  creditParts,
  type Instant,
  type Runway,
  runway,
  usageUntil,
} from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { Deps } from "../deps.ts";
import { expiringBefore } from "../ledger/get-balance.ts";
import { creditAhead } from "./credit-ahead.ts";
import { dayOfZone, monthOfZone } from "./days-of-zone.ts";

/** Usage in micro-USD. Day and month are those of the zone. */
export interface UsageSoFar {
  readonly today: Micros;
  readonly month: Micros;
  /** `month`, what work without a hold has accrued, and the cost of all work until the month ends, as far as credit goes. */
  readonly projected: Micros;
  readonly monthEndsAt: Instant;
}

/** The figures of the overview, as of an instant and an entry. Micro-USD. */
export interface Overview
  extends BalanceNow,
    CreditParts,
    Pick<OverviewRead, "activities">,
    Pick<OverviewRead["live"], "runningCount" | "pausedCount" | "silentCount"> {
  readonly expiringBefore: number;
  readonly at: number;
  readonly seq: number;
  readonly isOnTestClock: boolean;
  /** The running jobs with the highest cost per hour. */
  readonly running: OverviewRead["live"]["dearest"];
  readonly endpointCount: number;
  /** The running endpoints with the highest cost per hour. */
  readonly endpoints: OverviewRead["endpoints"]["dearest"];
  readonly storage: OverviewRead["storage"];
  readonly runway: Runway & { readonly perHour: Micros };
  readonly usage: UsageSoFar;
}

/**
 * Reads an organization at a glance: its balance, its runway, its usage, its running jobs and its newest activities.
 * @param zone an IANA time zone, whose days and months the usage has
 * @throws OrganizationMissing
 * @source docs/rules.md#overview; docs/rules.md#runway; docs/rules.md#usage-of-a-month
 */
export async function getOverview(deps: Deps, orgId: string, zone: string): Promise<Overview> {
  const sinceOf = (now: Instant) => [monthOfZone(now, zone).startsAt, dayOfZone(now, zone).startsAt];
  const read = await readOverview(deps.pages, deps.books, orgId, { lapsingUntil: expiringBefore, sinceOf });
  const { ledger, now, onTestClock, lapsed, lapsing } = read.look;
  const at = Math.max(now, ledger.at);
  const credit = creditAhead(read);
  const [before = 0n, today = 0n] = read.spent;
  const month = before + today;
  const accrued = read.endpoints.accrued + read.storage.accrued;
  const { endsAt } = monthOfZone(at, zone);
  return {
    ...balanceNow(ledger.balance, lapsed, lapsing),
    ...creditParts(read.free),
    expiringBefore: expiringBefore(read.look),
    at,
    seq: ledger.seq,
    isOnTestClock: onTestClock,
    running: read.live.dearest,
    runningCount: read.live.runningCount,
    endpointCount: read.endpoints.count,
    endpoints: read.endpoints.dearest,
    storage: read.storage,
    pausedCount: read.live.pausedCount,
    silentCount: read.live.silentCount,
    activities: read.activities,
    runway: { ...runway(credit, read.isRunning, at), perHour: credit.perHour },
    usage: { today, month, projected: month + accrued + usageUntil(credit, at, endsAt), monthEndsAt: endsAt },
  };
}
