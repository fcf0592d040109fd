import { InvariantError } from "@scrip/db/connection";
import { balanceAsOf, type PointInTime } from "@scrip/db/read/lineage/balance-as-of";
import { type BalanceNow, balanceAt, compareBurn } from "@scrip/domain/ledger";
import type { Deps } from "../deps.ts";
import { type GrantStatus, grantStatus } from "../lineage/grant-status.ts";
import { type RefusedError, refused } from "../refused.ts";

/** A balance of the past, as of an instant (milliseconds) and an entry. */
export interface PastBalance extends BalanceNow {
  readonly expiringBefore: number;
  readonly at: number;
  readonly seq: number;
  /** The grants that had credit left, in burn order. */
  readonly grants: readonly GrantStatus[];
}

/**
 * Reads the balance of an organization after an entry or at an instant of its past. Today's rule applies to the past:
 * credit that had expired is excluded, whether or not its expiry had been booked. Micro-USD.
 * @throws OrganizationMissing; RefusedError `not_found`, and `bad_input` for an instant in the future
 * @source docs/rules.md#as-of
 */
export async function getBalanceAsOf(deps: Deps, orgId: string, point: PointInTime): Promise<PastBalance> {
  const found = await balanceAsOf(deps.pages, orgId, point);
  if (found === "entry_not_found" && "seq" in point)
    throw refused("not_found", `The organization has no entry number ${point.seq}.`);
  if (typeof found === "string") throw notYet();
  const { seq, at, balance, grants, catalogVersion } = found;
  const available = grants.reduce((sum, { avail }) => sum + avail, 0n);
  if (available !== balance.available)
    throw new InvariantError(
      `L3: the grants of ${orgId} add up to ${available} at entry ${seq}, but the entry says ${balance.available}`,
    );
  const { expiringMs } = deps.books.book(catalogVersion);
  return {
    ...balanceAt({ balance, grants: new Map(grants.map((grant) => [grant.id, grant])) }, at, expiringMs),
    expiringBefore: at + expiringMs,
    at,
    seq,
    grants: grants.toSorted(compareBurn).map((grant) => grantStatus(grant, at)),
  };
}

function notYet(): RefusedError {
  const message = "must not lie in the organization's future";
  return refused("bad_input", `point: ${message}`, { fields: [{ path: "point", message }] });
}
