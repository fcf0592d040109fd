import type { Subscription } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";

/** Ends a subscription at once. */
export function cancelNow(world: World, subscription: Subscription): Subscription {
  const now = world.nowOf(subscription.customer);
  for (const kind of ["renew_subscription", "cancel_subscription", "end_trial", "expire_incomplete"] as const) {
    world.unschedule(kind, subscription.id);
  }
  const change = { status: "canceled", canceled_at: subscription.canceled_at ?? now, ended_at: now } as const;
  return world.become(subscription, change, "customer.subscription.deleted");
}
