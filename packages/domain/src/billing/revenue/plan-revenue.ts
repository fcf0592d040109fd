import type { Instant } from "../../ledger/state/ids.ts";
import { greatest, type Micros, mulDiv } from "../../money/index.ts";
import type { MonthSpan } from "../statement/month.ts";

/** A payment for a period of a plan. */
export interface PlanPayment {
  readonly paidAt: Instant;
  /** The period, `[from, until)`. */
  readonly from: Instant;
  readonly until: Instant;
  /** Micro-USD. */
  readonly net: Micros;
  /** What was paid back of it, and what its bank took back, by time. */
  readonly takenBack: readonly { readonly at: Instant; readonly net: Micros }[];
}

/** What was paid for plans and is not earned yet: opening + sold - taken back - earned = closing. Micro-USD. */
export interface PlanRevenue {
  readonly opening: Micros;
  readonly sold: Micros;
  readonly takenBack: Micros;
  /** Less than zero if more was taken back than was not earned yet. */
  readonly earned: Micros;
  readonly closing: Micros;
}

/**
 * Divides payments for plans over the time of their periods. A period earns evenly, from the payment on; what had passed
 * of it before the payment is earned with the payment. What is taken back reduces what is not earned yet, and only the rest
 * of it what was earned; what is left then is earned evenly over the rest of the period. The months of a payment add up to
 * exactly its amount, less what was taken back.
 * @source docs/rules.md#revenue
 */
export function planRevenue(payments: readonly PlanPayment[], { from, until }: MonthSpan): PlanRevenue {
  let opening = 0n;
  let sold = 0n;
  let closing = 0n;
  let takenBack = 0n;
  for (const payment of payments) {
    opening += deferredAt(payment, from);
    closing += deferredAt(payment, until);
    if (payment.paidAt >= from && payment.paidAt < until) sold += payment.net;
    for (const taken of payment.takenBack) if (taken.at >= from && taken.at < until) takenBack += taken.net;
  }
  return { opening, sold, takenBack, earned: opening + sold - takenBack - closing, closing };
}

/** The part of a payment that is paid and not earned just before an instant. */
function deferredAt({ paidAt, from, until, net, takenBack }: PlanPayment, at: Instant): Micros {
  if (paidAt >= at || at >= until) return 0n;
  let left = net;
  let since = from;
  for (const taken of takenBack) {
    if (taken.at >= at) break;
    const then = Math.max(since, taken.at);
    left = greatest(0n, restOf(left, { since, until, at: then }) - taken.net);
    since = then;
  }
  return restOf(left, { since, until, at });
}

/** What is left at an instant of an amount that is earned evenly. */
function restOf(
  amount: Micros,
  { since, until, at }: { readonly since: Instant; readonly until: Instant; readonly at: Instant },
): Micros {
  const passed = Math.max(0, at - since);
  return amount - mulDiv(amount, BigInt(passed), BigInt(until - since), "floor");
}
