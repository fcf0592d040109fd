import type { Micros } from "../../money/index.ts";
import type { Instant } from "../../time/instant.ts";
import { type EndReason, type Interval, isPastDue, type Subscription } from "./subscription.ts";

/** What decides the plan of an organization, before or after a change. */
export interface PlanStanding {
  /** The subscription that has not ended. */
  readonly subscription: Subscription | null;
  /** The contract in force. */
  readonly contract: { readonly id: string; readonly plan: string; readonly endsAt: Instant | null } | null;
}

/** A change of state that the people who manage the plan are told of. Prices are micro-USD. */
export type PlanNews =
  | {
      readonly kind: "plan_started";
      readonly plan: string;
      readonly interval: Interval;
      readonly price: Micros;
      readonly renewsAt: Instant;
    }
  | {
      readonly kind: "plan_changed";
      readonly from: string;
      readonly plan: string;
      readonly interval: Interval;
      readonly price: Micros;
      readonly renewsAt: Instant;
    }
  | {
      readonly kind: "plan_change_scheduled";
      readonly from: string;
      readonly plan: string;
      readonly interval: Interval;
      readonly at: Instant;
    }
  | { readonly kind: "plan_cancelled"; readonly plan: string; readonly endsAt: Instant }
  | { readonly kind: "plan_kept"; readonly plan: string; readonly interval: Interval; readonly renewsAt: Instant }
  | { readonly kind: "plan_past_due"; readonly plan: string; readonly price: Micros; readonly nextTry: Instant | null }
  | { readonly kind: "plan_paid"; readonly plan: string; readonly price: Micros; readonly renewsAt: Instant }
  | { readonly kind: "plan_ended"; readonly plan: string; readonly reason: EndReason }
  | { readonly kind: "contract_started"; readonly plan: string; readonly endsAt: Instant | null }
  | { readonly kind: "contract_ended"; readonly plan: string };

/**
 * Says what a change means to the people who manage the plan: at most one thing, the most important one. A renewal as
 * before is no news.
 * @param ended the subscription that ended with the change
 * @returns `null` if there is nothing to say
 * @source docs/rules.md#mails-about-plans
 */
export function planNews(before: PlanStanding, after: PlanStanding, ended: Subscription | null): PlanNews | null {
  if (after.contract !== null)
    return after.contract.id === before.contract?.id ? null : { kind: "contract_started", ...termsOf(after.contract) };
  const { subscription } = after;
  if (subscription !== null && before.subscription === null) return { kind: "plan_started", ...soldIn(subscription) };
  if (before.contract !== null) return { kind: "contract_ended", plan: before.contract.plan };
  if (before.subscription === null) return null;
  if (subscription !== null) return newsOf(before.subscription, subscription);
  return { kind: "plan_ended", plan: before.subscription.plan, reason: ended?.endReason ?? "cancelled" };
}

function newsOf(before: Subscription, after: Subscription): PlanNews | null {
  const { plan, interval, scheduled, period } = after;
  const isOther = before.id !== after.id || before.plan !== plan || before.interval !== interval;
  if (isOther) return { kind: "plan_changed", from: before.plan, ...soldIn(after) };
  if (isPastDue(after) && !isPastDue(before))
    return { kind: "plan_past_due", plan, price: period.price, nextTry: period.tryAt };
  if (isPastDue(before) && !isPastDue(after))
    return { kind: "plan_paid", plan, price: period.price, renewsAt: period.endsAt };
  if (scheduled === before.scheduled || before.period.month !== period.month) return null;
  if (scheduled === null) return { kind: "plan_kept", plan, interval, renewsAt: period.endsAt };
  if (scheduled.kind === "cancel") return { kind: "plan_cancelled", plan, endsAt: period.endsAt };
  const { plan: to, interval: by } = scheduled;
  return { kind: "plan_change_scheduled", from: plan, plan: to, interval: by, at: period.endsAt };
}

function soldIn({ plan, interval, period }: Subscription) {
  return { plan, interval, price: period.price, renewsAt: period.endsAt };
}

function termsOf({ plan, endsAt }: NonNullable<PlanStanding["contract"]>) {
  return { plan, endsAt };
}
