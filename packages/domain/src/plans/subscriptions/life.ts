import type { Instant } from "../../time/instant.ts";
import { startOfMonth } from "../../time/months.ts";
import {
  type EndReason,
  type Interval,
  MONTHS_OF,
  type PaidBy,
  type Period,
  type Scheduled,
  type Subscription,
} from "./subscription.ts";
import type { PlanTerms } from "./terms.ts";

/** A subscription that starts. */
export interface Start {
  readonly id: string;
  readonly terms: PlanTerms;
  readonly catalogVersion: number;
  readonly paidBy: PaidBy;
  /** The anchor of its periods. It is paid at this instant. */
  readonly at: Instant;
}

/**
 * Starts a subscription that is paid.
 * @source docs/rules.md#subscriptions
 */
export function startSubscription({ id, terms, catalogVersion, paidBy, at }: Start): Subscription {
  const skipsFirst = terms.credit !== null && !terms.creditsAtOnce;
  return {
    id,
    plan: terms.plan,
    interval: terms.interval,
    anchor: at,
    catalogVersion,
    paidBy,
    scheduled: null,
    nextMonth: skipsFirst ? 1 : 0,
    skippedMonths: skipsFirst ? [0] : [],
    endedAt: null,
    endReason: null,
    period: { ...periodOf(at, 0, terms), paidAt: at, tryAt: null },
  };
}

/** What the end of a period does. */
export type PeriodEnd =
  | { readonly kind: "end"; readonly reason: EndReason }
  | { readonly kind: "renew"; readonly plan: string; readonly interval: Interval };

/**
 * Says what the end of the running period does: the subscription ends if a cancellation stands, or if the period was
 * never paid; else it renews, with the scheduled change.
 * @source docs/rules.md#renewals
 */
export function atPeriodEnd({ plan, interval, scheduled, period }: Subscription): PeriodEnd {
  if (scheduled?.kind === "cancel") return { kind: "end", reason: "cancelled" };
  if (period.paidAt === null) return { kind: "end", reason: "unpaid" };
  if (scheduled === null) return { kind: "renew", plan, interval };
  return { kind: "renew", plan: scheduled.plan, interval: scheduled.interval };
}

/**
 * Begins the next period at the end of the last one. What costs nothing, and what the platform collects outside, is paid
 * at once; a card is charged afterwards.
 * @param catalogVersion the catalog that has the terms: another one, if the renewal moves the subscription
 * @source docs/rules.md#renewals; docs/rules.md#catalog-moves; docs/invariants.md#l26
 */
export function renew(
  subscription: Subscription,
  terms: PlanTerms,
  catalogVersion: number = subscription.catalogVersion,
): Subscription {
  const { anchor, paidBy, period } = subscription;
  const month = period.month + period.months;
  const next = periodOf(anchor, month, terms);
  const isPaid = paidBy === "outside" || terms.price === 0n;
  return {
    ...subscription,
    plan: terms.plan,
    interval: terms.interval,
    catalogVersion,
    scheduled: null,
    nextMonth: month,
    period: isPaid ? { ...next, paidAt: next.startsAt, tryAt: null } : next,
  };
}

/**
 * Ends a subscription, at the end of its period or before.
 * @source docs/rules.md#renewals
 */
export function endSubscription(subscription: Subscription, at: Instant, reason: EndReason): Subscription {
  const { period } = subscription;
  const endsAt = Math.min(period.endsAt, at);
  const last = { ...period, endsAt, tryAt: null };
  return { ...subscription, scheduled: null, endedAt: endsAt, endReason: reason, period: last };
}

/** Schedules what happens at the end of the period. It replaces what was scheduled before. */
export function schedule(subscription: Subscription, scheduled: Scheduled, now: Instant): Subscription {
  if (scheduled.kind === "cancel") return { ...subscription, scheduled };
  return { ...withoutScheduled(subscription, now), scheduled };
}

/**
 * Takes back what is scheduled. The credit of months that began while a cancellation stood is left out.
 * @source docs/rules.md#cancellation
 */
export function withoutScheduled(subscription: Subscription, now: Instant): Subscription {
  const { scheduled, anchor } = subscription;
  if (scheduled === null) return subscription;
  const skipped = [...subscription.skippedMonths];
  let { nextMonth } = subscription;
  if (scheduled.kind === "cancel" && subscription.period.credit !== null)
    for (; !isBefore(scheduled.askedAt, anchor, nextMonth) && startOfMonth(anchor, nextMonth) <= now; nextMonth += 1)
      skipped.push(nextMonth);
  return { ...subscription, scheduled: null, nextMonth, skippedMonths: skipped };
}

/** Whether a month began before a cancellation, or at its instant: due work runs before what is asked at one instant. */
function isBefore(askedAt: Instant, anchor: Instant, month: number): boolean {
  return startOfMonth(anchor, month) <= askedAt;
}

/** A period whose payment is tried at its start. */
function periodOf(anchor: Instant, month: number, { plan, interval, price, credit }: PlanTerms): Period {
  const months = MONTHS_OF[interval];
  const startsAt = startOfMonth(anchor, month);
  return {
    month,
    months,
    plan,
    interval,
    price,
    credit,
    startsAt,
    endsAt: startOfMonth(anchor, month + months),
    paidAt: null,
    tryAt: startsAt,
    failedAt: null,
    failures: 0,
    heldFrom: null,
  };
}
