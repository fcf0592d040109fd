import type { Micros } from "../../money/index.ts";
import { hasLapsed } from "../state/burn.ts";
import type { Instant } from "../state/ids.ts";
import type { Grant, OrgLedger } from "../state/state.ts";

/** All free credit that lapses at one instant, or never. Micro-USD. */
export interface FreeCredit {
  readonly expiresAt: Instant | null;
  readonly promotional: Micros;
  readonly paid: Micros;
}

/**
 * The free credit of a ledger by the instants at which it lapses, soonest first; leaves out lapsed credit.
 * @returns `null` if not all open grants are loaded
 */
export function freeCredit(ledger: OrgLedger, at: Instant): FreeCredit[] | null {
  if (ledger.unread.grantsAfter !== null) return null;
  const credit: FreeCredit[] = [];
  for (const { expiresAt, kind, avail } of grantsInOrder(ledger)) {
    if (hasLapsed({ expiresAt }, at)) continue;
    const promotional = kind === "promotional" ? avail : 0n;
    const paid = avail - promotional;
    const last = credit.at(-1);
    if (last?.expiresAt === expiresAt)
      credit[credit.length - 1] = { expiresAt, promotional: last.promotional + promotional, paid: last.paid + paid };
    else credit.push({ expiresAt, promotional, paid });
  }
  return credit;
}

/**
 * The free credit of a ledger that lapses after one instant and not after another one.
 * @param at not before the last entry
 * @returns micro-USD, or `null` if grants that lapse by then are not loaded
 */
export function lapsingBetween(ledger: OrgLedger, at: Instant, until: Instant): Micros | null {
  const { grantsAfter } = ledger.unread;
  if (grantsAfter !== null && hasLapsed(grantsAfter, until)) return null;
  let lapsing = 0n;
  for (const grant of grantsInOrder(ledger)) {
    if (!hasLapsed(grant, until)) break;
    if (!hasLapsed(grant, at)) lapsing += grant.avail;
  }
  return lapsing;
}

/**
 * The free credit of a ledger that had lapsed at an instant, swept or not.
 * @returns micro-USD, or `null` if lapsed grants are not loaded
 */
export function lapsedAt(ledger: OrgLedger, at: Instant): Micros | null {
  const lapsed = lapsingBetween(ledger, Number.NEGATIVE_INFINITY, at);
  return lapsed === null ? null : ledger.unread.lapsed + lapsed;
}

function* grantsInOrder({ burnOrder, grants }: OrgLedger): Generator<Grant> {
  for (const id of burnOrder) yield grants.get(id) as Grant;
}
