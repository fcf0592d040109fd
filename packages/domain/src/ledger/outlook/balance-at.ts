import type { Micros } from "../../money/index.ts";
import { hasLapsed } from "../state/burn.ts";
import type { Instant } from "../state/ids.ts";
import type { Balance, Grant, GrantTerms } from "../state/state.ts";

/** A balance as people may use it, in micro-USD. */
export interface BalanceNow {
  /** Spendable: lapsed credit is not in it, swept or not (L17). */
  readonly available: Micros;
  readonly reserved: Micros;
  readonly owed: Micros;
  /** What of `available` lapses within the notice window. */
  readonly expiring: Micros;
}

/** What a balance is read from: a ledger as it is, or as it was after an entry. */
export interface Standing {
  readonly balance: Balance;
  /** All grants with free credit, by any key. */
  readonly grants: ReadonlyMap<unknown, Pick<Grant, "avail"> & Pick<GrantTerms, "expiresAt">>;
}

/** The balance at an instant that is not before the last entry, and before the next one. */
export function balanceAt(standing: Standing, at: Instant, noticeMs: number): BalanceNow {
  let available = 0n;
  let expiring = 0n;
  for (const grant of standing.grants.values()) {
    if (hasLapsed(grant, at)) continue;
    available += grant.avail;
    if (hasLapsed(grant, at + noticeMs)) expiring += grant.avail;
  }
  return { available, reserved: standing.balance.reserved, owed: standing.balance.owed, expiring };
}
