import type { Micros } from "../../money/index.ts";
import type { Instant } from "../../time/instant.ts";
import type { PlanState } from "./states.ts";

/** How often a subscription is paid. */
export const INTERVALS = ["month", "year"] as const;

/** How often a subscription is paid: each calendar month or each calendar year from its anchor. */
export type Interval = (typeof INTERVALS)[number];

/** The calendar months of a period. */
export const MONTHS_OF: Readonly<Record<Interval, number>> = { month: 1, year: 12 };

/** Who collects the price: the platform outside of Scrip, or Scrip from the organization's card. */
export type PaidBy = "outside" | "card";

/** The credit of each month of a period. */
export interface MonthlyCredit {
  /** Micro-USD. */
  readonly amount: Micros;
  /** Days of 24 hours from the due instant to the expiry. */
  readonly days: number;
}

/** A period of a subscription: `[startsAt, endsAt)`, with what was sold for it. */
export interface Period {
  /** The number of its first month, counted from the anchor. */
  readonly month: number;
  /** Its length in calendar months. */
  readonly months: number;
  readonly plan: string;
  readonly interval: Interval;
  /** Micro-USD. */
  readonly price: Micros;
  readonly credit: MonthlyCredit | null;
  readonly startsAt: Instant;
  /** The planned end; the earlier end of a subscription that ended within the period. */
  readonly endsAt: Instant;
  /** `null` while the payment is awaited. */
  readonly paidAt: Instant | null;
  /** When the payment is tried, or looked up, next; `null` if it never is. */
  readonly tryAt: Instant | null;
  /** The first failed payment; `null` if none failed. */
  readonly failedAt: Instant | null;
  /** The number of failed payments. */
  readonly failures: number;
  /** The first month that gives no credit, since the payment was taken back; `null` if the payment stands. */
  readonly heldFrom: number | null;
}

/** What happens at the end of the running period instead of a renewal. */
export type Scheduled =
  | { readonly kind: "cancel"; readonly askedAt: Instant }
  | { readonly kind: "change"; readonly askedAt: Instant; readonly plan: string; readonly interval: Interval };

/** Why a subscription ended. */
export type EndReason = "cancelled" | "unpaid" | "replaced" | "contract" | "set" | "closed";

/** A subscription, with its last period. Its months are counted from the anchor, for its whole life. */
export interface Subscription {
  readonly id: string;
  readonly plan: string;
  readonly interval: Interval;
  readonly anchor: Instant;
  readonly catalogVersion: number;
  readonly paidBy: PaidBy;
  readonly scheduled: Scheduled | null;
  /** The month whose credit comes next. */
  readonly nextMonth: number;
  /** Earlier months without credit, since a cancellation stood at their start, or the plan gives none at once. */
  readonly skippedMonths: readonly number[];
  readonly endedAt: Instant | null;
  readonly endReason: EndReason | null;
  readonly period: Period;
}

/** What decides the state of an organization's plan. */
export interface PlanFacts {
  /** The subscription that has not ended. */
  readonly subscription: Subscription | null;
  /** Whether a contract is in force. */
  readonly hasContract: boolean;
}

/** Whether a payment of the running period failed, and none has succeeded. */
export function isPastDue({ period }: Subscription): boolean {
  return period.paidAt === null && period.failedAt !== null;
}

/**
 * The state of an organization's plan.
 * @source docs/rules.md#states-of-a-plan
 */
export function planState({ subscription, hasContract }: PlanFacts): PlanState {
  if (hasContract) return "contract";
  if (subscription === null || subscription.endedAt !== null) return "none";
  if (isPastDue(subscription)) return "past_due";
  if (subscription.scheduled === null) return "active";
  return subscription.scheduled.kind === "cancel" ? "ending" : "changing";
}
