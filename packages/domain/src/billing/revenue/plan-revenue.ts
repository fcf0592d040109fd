import type { Instant } from "../../ledger/state/ids.ts";
import { type Micros, mulDiv } from "../../money/index.ts";
import type { MonthSpan } from "../statement/month.ts";

/** A payment for a period of a plan. */
export interface PlanPayment {
  readonly paidAt: Instant;
  /** The period, `[from, until)`. */
  readonly from: Instant;
  readonly until: Instant;
  /** Micro-USD. */
  readonly net: Micros;
}

/** What was paid for plans and is not earned yet: opening + sold - earned = closing. Micro-USD. */
export interface PlanRevenue {
  readonly opening: Micros;
  readonly sold: Micros;
  readonly earned: Micros;
  readonly closing: Micros;
}

/**
 * Divides payments for plans over the time of their periods. A period earns evenly, from the payment on; what had passed
 * of it before the payment is earned with the payment. The months of a payment add up to exactly its amount.
 * @source docs/rules.md#revenue
 */
export function planRevenue(payments: readonly PlanPayment[], { from, until }: MonthSpan): PlanRevenue {
  let opening = 0n;
  let sold = 0n;
  let closing = 0n;
  for (const payment of payments) {
    opening += deferredAt(payment, from);
    closing += deferredAt(payment, until);
    if (payment.paidAt >= from && payment.paidAt < until) sold += payment.net;
  }
  return { opening, sold, earned: opening + sold - closing, closing };
}

/** The part of a payment that is paid and not earned just before an instant. */
function deferredAt({ paidAt, from, until, net }: PlanPayment, at: Instant): Micros {
  if (paidAt >= at || at >= until) return 0n;
  const passed = Math.max(0, at - from);
  return net - mulDiv(net, BigInt(passed), BigInt(until - from), "floor");
}
