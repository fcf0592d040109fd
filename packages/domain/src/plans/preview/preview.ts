import type { Instant } from "../../ledger/index.ts";
import type { Micros } from "../../money/index.ts";
import { monthOf, startOfMonth } from "../../time/months.ts";
import {
  creditDueAt,
  credited,
  type Interval,
  MONTHS_OF,
  monthGrant,
  type PlanTerms,
  startSubscription,
} from "../subscriptions/index.ts";

/** An amount at an instant: a payment, or credit that comes. */
export interface Payment {
  readonly at: Instant;
  /** Micro-USD. */
  readonly amount: Micros;
}

/** What the start of a paid plan means. */
export interface StartPreview {
  /** Micro-USD. */
  readonly paysNow: Micros;
  /** The credit that comes at once, and when it lapses. */
  readonly creditNow: { readonly amount: Micros; readonly expiresAt: Instant } | null;
  readonly nextPayment: Payment;
  readonly nextCredit: Payment | null;
}

/**
 * Previews a paid plan that starts now, by the rules that start it.
 * @source docs/rules.md#subscriptions
 */
export function previewStart(terms: PlanTerms, now: Instant): StartPreview {
  const started = startSubscription({ id: "preview", terms, catalogVersion: 1, paidBy: "card", at: now });
  const isCreditedNow = creditDueAt(started) === now;
  const { period } = started;
  const nextCreditAt = creditDueAt(isCreditedNow ? credited(started) : started) ?? period.endsAt;
  return {
    paysNow: terms.price,
    creditNow: isCreditedNow ? creditOf(monthGrant(started)) : null,
    nextPayment: { at: period.endsAt, amount: terms.price },
    nextCredit: terms.credit === null ? null : { at: nextCreditAt, amount: terms.credit.amount },
  };
}

const creditOf = ({ amount, expiresAt }: { readonly amount: Micros; readonly expiresAt: Instant }) => ({
  amount,
  expiresAt,
});

/** A subscription, as far as a preview needs it. */
export interface RunningPlan {
  /** The start of the subscription, from which its months are counted. */
  readonly anchor: Instant;
  /** The end of the running period. */
  readonly until: Instant;
  readonly isPastDue: boolean;
}

/** What a change at the end of the period means. */
export interface ChangePreview {
  /** When the other plan or interval begins, and is paid. */
  readonly at: Instant;
  /** The end of its first period. */
  readonly until: Instant;
}

/**
 * Previews a change to a lower plan or another interval.
 * @source docs/rules.md#changes-of-a-plan
 */
export function previewChange({ anchor, until }: RunningPlan, interval: Interval): ChangePreview {
  return { at: until, until: startOfMonth(anchor, monthOf(anchor, until) + MONTHS_OF[interval]) };
}

/** What a cancellation means. */
export interface CancelPreview {
  readonly endsAt: Instant;
  /** The starts of months whose credit comes no more, although the plan lasts beyond them. */
  readonly monthsWithoutCredit: readonly Instant[];
}

/**
 * Previews a cancellation. A subscription that is past due ends at once.
 * @source docs/rules.md#cancellation
 */
export function previewCancel({ anchor, until, isPastDue }: RunningPlan, now: Instant): CancelPreview {
  if (isPastDue) return { endsAt: now, monthsWithoutCredit: [] };
  const monthsWithoutCredit: Instant[] = [];
  for (let month = monthOf(anchor, now) + 1; startOfMonth(anchor, month) < until; month += 1)
    monthsWithoutCredit.push(startOfMonth(anchor, month));
  return { endsAt: until, monthsWithoutCredit };
}

/** What it means to take back what is scheduled. */
export interface UndoPreview {
  /** When the plan renews, as if nothing had been asked. */
  readonly renewsAt: Instant;
  /** The start of the next month, whose credit comes again. */
  readonly nextMonthAt: Instant;
}

/**
 * Previews an undo. The credit of months that began meanwhile is left out.
 * @source docs/rules.md#cancellation
 */
export function previewUndo({ anchor, until }: RunningPlan, now: Instant): UndoPreview {
  return { renewsAt: until, nextMonthAt: startOfMonth(anchor, monthOf(anchor, now) + 1) };
}

/**
 * Whether a change is to a higher plan, which starts at once. Every other change waits for the end of the period.
 * @param order the plans of the catalog, the lowest first
 */
export function isUpgrade(order: readonly string[], from: string, to: string): boolean {
  return order.indexOf(to) > order.indexOf(from);
}
