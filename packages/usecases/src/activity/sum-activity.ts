import type { ActivityFilter } from "@scrip/db/read/activity/activity-filter";
import { type KindSum, sumActivity as readSums } from "@scrip/db/read/activity/sum-activity";
import type { EntryKind } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { Deps } from "../deps.ts";

/** The number of filtered activities, and the sums of credit that came in and went out. Micro-USD, none below zero. */
export interface ActivitySum {
  readonly count: number;
  readonly added: Micros;
  readonly used: Micros;
  readonly expired: Micros;
  readonly revoked: Micros;
}

/**
 * Adds up the activities of an organization that match a filter. Charges count as used, whether they are paid or owed;
 * a payment of older debt does not. Forgiven debt counts as added.
 * @throws OrganizationMissing
 * @source docs/rules.md#activity
 */
export async function sumActivity(deps: Deps, orgId: string, filter: ActivityFilter): Promise<ActivitySum> {
  const sums = await readSums(deps.homes.organizations, orgId, filter);
  return {
    count: sums.reduce((count, sum) => count + sum.count, 0),
    added: netOf(sums, "grant_issued", "grant_reinstated", "debt_forgiven"),
    used: -netOf(sums, "settled", "charged"),
    expired: -netOf(sums, "grant_expired"),
    revoked: -netOf(sums, "grant_revoked"),
  };
}

function netOf(sums: readonly KindSum[], ...kinds: EntryKind[]): Micros {
  return sums.filter(({ kind }) => kinds.includes(kind)).reduce((net, sum) => net + sum.net, 0n);
}
