import type { Id, Instant } from "../../ledger/state/ids.ts";
import { least, type Micros, mulDiv } from "../../money/index.ts";
import type { PaidAmounts, StandingPart } from "./what-stands.ts";

/** How much of each grant is to be taken back, in micro-USD. A grant that is not in it keeps everything. */
export type TakenBackOfGrants = ReadonlyMap<Id, Micros>;

/** A grant by a payment. Its amount is in micro-USD. */
export interface GrantOfPayment {
  readonly id: Id;
  readonly amount: Micros;
}

/**
 * What is to be taken back of the credit of a purchase: the net sum of what stands, and the same share of the bonus,
 * rounded down to a whole micro-dollar.
 * @param standing what stands of refunds and disputes
 * @source docs/rules.md#money-taken-back
 */
export function takenBackOfPurchase(
  { net }: PaidAmounts,
  { credit, bonus }: { readonly credit: GrantOfPayment; readonly bonus: GrantOfPayment | null },
  standing: readonly StandingPart[],
): TakenBackOfGrants {
  const sum = standing.reduce((total, part) => total + part.net, 0n);
  const taken = new Map<Id, Micros>();
  if (sum > 0n) taken.set(credit.id, least(sum, credit.amount));
  const share = bonus === null ? 0n : mulDiv(bonus.amount, least(sum, net), net, "floor");
  if (bonus !== null && share > 0n) taken.set(bonus.id, share);
  return taken;
}

/** A grant of a month of a paid period. */
export interface GrantOfMonth extends GrantOfPayment {
  /** When it was issued, which may be later than the start of its month. */
  readonly issuedAt: Instant;
}

/** Whether a grant came after a refund or a dispute. The gateway's times are in whole seconds. */
function isLater(issuedAt: Instant, at: Instant): boolean {
  return Math.floor(issuedAt / 1_000) > Math.floor(at / 1_000);
}

/**
 * What is to be taken back of the credit of a plan's period. Each part takes from the grants that were issued by its
 * time, the newest first, and at most what is left of them: it takes nothing of a later grant.
 * @param grants of the period, in any order
 * @param standing what stands of refunds and disputes
 * @source docs/rules.md#money-taken-back-for-a-plan
 */
export function takenBackOfPlan(grants: readonly GrantOfMonth[], standing: readonly StandingPart[]): TakenBackOfGrants {
  const newestFirst = grants.toSorted((one, other) => other.issuedAt - one.issuedAt || (one.id < other.id ? 1 : -1));
  const taken = new Map<Id, Micros>();
  for (const { at, net } of standing) {
    let left = net;
    for (const { id, amount, issuedAt } of newestFirst) {
      if (isLater(issuedAt, at)) continue;
      const before = taken.get(id) ?? 0n;
      const part = least(left, amount - before);
      if (part > 0n) taken.set(id, before + part);
      left -= part;
    }
  }
  return taken;
}
