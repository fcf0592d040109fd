import type { Micros } from "../../money/index.ts";
import { hasLapsed } from "../state/burn.ts";
import type { Instant } from "../state/ids.ts";
import type { Balance, Grant, GrantTerms } from "../state/state.ts";

/** A balance at one instant, in micro-USD. */
export interface BalanceNow {
  /** Spendable credit, without lapsed credit, swept or not (L17). */
  readonly available: Micros;
  readonly reserved: Micros;
  readonly owed: Micros;
  /** The part of `available` that lapses within the notice window. */
  readonly expiring: Micros;
}

/** The input of a balance of the past: the ledger as it was after an entry. */
export interface CreditState {
  readonly balance: Balance;
  /** All grants with free credit; the keys do not matter. */
  readonly grants: ReadonlyMap<unknown, Pick<Grant, "avail"> & Pick<GrantTerms, "expiresAt">>;
}

/**
 * The balance of a ledger now.
 * @param lapsed the free credit that has lapsed, swept or not (`lapsedAt`)
 * @param expiring the free credit that lapses within the notice window (`lapsingBetween`)
 */
export function balanceNow({ available, reserved, owed }: Balance, lapsed: Micros, expiring: Micros): BalanceNow {
  return { available: available - lapsed, reserved, owed, expiring };
}

/**
 * The balance at an instant of the past.
 * @param at not before the last entry, and before the next one
 * @param noticeMs the notice window for expiring credit, in milliseconds
 */
export function balanceAt(credit: CreditState, at: Instant, noticeMs: number): BalanceNow {
  let available = 0n;
  let expiring = 0n;
  for (const grant of credit.grants.values()) {
    if (hasLapsed(grant, at)) continue;
    available += grant.avail;
    if (hasLapsed(grant, at + noticeMs)) expiring += grant.avail;
  }
  return { available, reserved: credit.balance.reserved, owed: credit.balance.owed, expiring };
}
