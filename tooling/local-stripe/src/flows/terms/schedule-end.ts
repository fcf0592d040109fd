import { periodOf } from "../../objects/subscription.ts";
import { invalid } from "../../protocol/stripe-error.ts";
import type { Subscription } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";

type End = Pick<Subscription, "cancel_at" | "cancel_at_period_end" | "canceled_at" | "cancellation_details">;

const NO_DETAILS = { comment: null, feedback: null, feedback_option: null, reason: null };

/** The end of the current period, by the flag of the API. The portal sets only the instant. */
export function endAtPeriodEnd(world: World, subscription: Subscription): End {
  return { ...endAt(world, subscription, periodOf(subscription).end), cancel_at_period_end: true };
}

/** @param at a later instant, in seconds */
export function endAt(world: World, subscription: Subscription, at: number): End {
  const now = world.nowOf(subscription.customer);
  if (at <= now) throw invalid("`cancel_at` must be a timestamp in the future.", { param: "cancel_at" });
  return {
    cancel_at: at,
    cancel_at_period_end: false,
    canceled_at: now,
    cancellation_details: { ...NO_DETAILS, ...subscription.cancellation_details, reason: "cancellation_requested" },
  };
}

/** No end at all: what was asked for before is taken back. */
export const NO_END: End = {
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  cancellation_details: NO_DETAILS,
};

/** Plans the end of a subscription that has changed. An end at the period's end comes with the renewal. */
export function planEnd(world: World, { id, cancel_at, test_clock }: Subscription): void {
  if (cancel_at === null) world.unschedule("cancel_subscription", id);
  else world.schedule("cancel_subscription", id, cancel_at, test_clock);
}
