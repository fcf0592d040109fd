import { type OverviewRead, readOverview } from "@scrip/db/read/overview/read-overview";
import { type BalanceNow, balanceAt, type CreditParts, creditParts, type Runway, runway } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { Deps } from "../deps.ts";
import { creditAhead } from "./credit-ahead.ts";

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
  readonly runway: Runway & { readonly perHour: Micros };
}

/**
 * Reads an organization at a glance: its balance, its runway, its running jobs and its newest activities.
 * @throws OrganizationMissing
 * @source docs/rules.md#overview; docs/rules.md#runway
 */
export async function getOverview(deps: Deps, orgId: string): Promise<Overview> {
  const read = await readOverview(deps.homes.organizations, deps.books, orgId);
  const { ledger, context, now, onTestClock } = read.look;
  const at = Math.max(now, ledger.at);
  const { expiringMs } = context.books(ledger.catalogVersion);
  const credit = creditAhead(read, at);
  return {
    ...balanceAt(ledger, at, expiringMs),
    ...creditParts(ledger, at),
    expiringBefore: at + expiringMs,
    at,
    seq: ledger.seq,
    isOnTestClock: onTestClock,
    running: read.live.dearest,
    runningCount: read.live.runningCount,
    pausedCount: read.live.pausedCount,
    silentCount: read.live.silentCount,
    activities: read.activities,
    runway: { ...runway(credit, read.live.runningCount > 0, at), perHour: credit.perHour },
  };
}
