import type { Micros } from "../money/index.ts";
import { hasLapsed } from "./burn.ts";
import type { Instant } from "./ids.ts";
import type { OrgLedger } from "./state.ts";

/** A balance as people may use it, in micro-USD. */
export interface BalanceNow {
  /** Spendable: lapsed credit is not in it, swept or not (L17). */
  readonly available: Micros;
  readonly reserved: Micros;
  readonly owed: Micros;
  /** What of `available` lapses within the notice window. */
  readonly expiring: Micros;
}

/** The balance at an instant that is not before the last entry. */
export function balanceAt(ledger: OrgLedger, at: Instant, noticeMs: number): BalanceNow {
  let [available, expiring] = [0n, 0n];
  for (const grant of ledger.grants.values()) {
    if (hasLapsed(grant, at)) continue;
    available += grant.avail;
    if (hasLapsed(grant, at + noticeMs)) expiring += grant.avail;
  }
  return { available, reserved: ledger.balance.reserved, owed: ledger.balance.owed, expiring };
}
