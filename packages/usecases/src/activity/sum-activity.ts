import type { ActivityFilter } from "@scrip/db/read/activity/activity-filter";
import {
  type FilterSums,
  type KindSum,
  sumActivityByDay as readDays,
  sumActivity as readSums,
} from "@scrip/db/read/activity/sum-activity";
import type { EntryKind, Instant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { Deps } from "../deps.ts";

/** The number of some activities and what they add up to, in micro-USD: `total` = `added` - `used` - `lost`. */
export interface Sums {
  readonly count: number;
  readonly added: Micros;
  readonly used: Micros;
  /** Credit that expired or was revoked. */
  readonly lost: Micros;
  readonly total: Micros;
}

/** The sums of a filter. `ends` has the balances before and after it: closing = opening + total. */
export interface ActivitySum extends Sums {
  readonly ends: FilterSums["ends"];
}

/**
 * Adds up the activities of an organization that match a filter. Charges count as used, whether they are paid or owed;
 * a payment of older debt changes nothing. Refunds, reinstated credit and forgiven debt count as added.
 * @throws OrganizationMissing
 * @source docs/rules.md#activity-sums
 */
export async function sumActivity(deps: Deps, orgId: string, filter: ActivityFilter): Promise<ActivitySum> {
  const { sums, ends } = await readSums(deps.pages, orgId, filter);
  return { ...sumsOf(sums), ends };
}

/**
 * Adds up the activities of each of several days.
 * @param days the first instant of each day, ascending
 * @returns the sums of each day, in the order of `days`
 * @throws OrganizationMissing
 * @source docs/rules.md#activity-sums
 */
export async function sumActivityByDay(
  deps: Deps,
  orgId: string,
  filter: ActivityFilter,
  days: readonly Instant[],
): Promise<readonly Sums[]> {
  return (await readDays(deps.pages, orgId, filter, days)).map(sumsOf);
}

/** Everything that is neither added nor used is lost, so that the three amounts always add up to the total. */
function sumsOf(sums: readonly KindSum[]): Sums {
  const total = sums.reduce((net, sum) => net + sum.net, 0n);
  const added = netOf(sums, "grant_issued", "grant_reinstated", "debt_forgiven");
  const used = -netOf(sums, "settled", "charged");
  return {
    count: sums.reduce((count, sum) => count + sum.count, 0),
    added,
    used,
    lost: added - used - total,
    total,
  };
}

function netOf(sums: readonly KindSum[], ...kinds: EntryKind[]): Micros {
  return sums.filter(({ kind }) => kinds.includes(kind)).reduce((net, sum) => net + sum.net, 0n);
}
