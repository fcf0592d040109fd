import type { Instant } from "../../time/instant.ts";
import { monthOf, startOfMonth } from "../../time/months.ts";
import { MONTHS_OF, type Subscription } from "./subscription.ts";
import type { PlanTerms } from "./terms.ts";

/** A subscription that runs in another system. */
export interface TakenOver {
  readonly id: string;
  readonly terms: PlanTerms;
  readonly catalogVersion: number;
  /** The start of one of its periods, not after `at`: months are counted from it. */
  readonly anchor: Instant;
  /** Whether it ends with the running period. */
  readonly isCancelled: boolean;
  /** The instant of the import. */
  readonly at: Instant;
}

/**
 * Takes over a subscription that runs in another system. Its running period is paid there, and so is the credit of the
 * running month. Scrip renews it from the end of that period on, and gives the credit of the months after this one.
 * @source docs/import.md#subscriptions
 */
export function takeOver({ id, terms, catalogVersion, anchor, isCancelled, at }: TakenOver): Subscription {
  const { plan, interval, price, credit } = terms;
  const months = MONTHS_OF[interval];
  const now = monthOf(anchor, at);
  const month = now - (now % months);
  const startsAt = startOfMonth(anchor, month);
  const period = {
    month,
    months,
    plan,
    interval,
    price,
    credit,
    startsAt,
    endsAt: startOfMonth(anchor, month + months),
  };
  return {
    id,
    plan,
    interval,
    anchor,
    catalogVersion,
    paidBy: "outside",
    scheduled: isCancelled ? { kind: "cancel", askedAt: at } : null,
    nextMonth: now + 1,
    skippedMonths: credit === null ? [] : Array.from({ length: now + 1 }, (_, each) => each),
    endedAt: null,
    endReason: null,
    period: { ...period, paidAt: startsAt, tryAt: null, failedAt: null, failures: 0, heldFrom: null },
  };
}
