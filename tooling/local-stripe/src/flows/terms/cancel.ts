import type { Subscription } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";

/** Ends a subscription at once. */
export function cancelNow(
  world: World,
  subscription: Subscription,
  status: "canceled" | "incomplete_expired" = "canceled",
): Subscription {
  const now = world.nowOf(subscription.customer);
  for (const kind of ["renew_subscription", "cancel_subscription", "expire_incomplete"] as const) {
    world.unschedule(kind, subscription.id);
  }
  const change = { status, canceled_at: subscription.canceled_at ?? now, ended_at: now } as const;
  if (status === "incomplete_expired") return world.update(subscription, change, "customer.subscription.updated");
  return world.become(subscription, change, "customer.subscription.deleted");
}

/** A cancellation for a later instant came due. */
export function cancelByItself(world: World, id: string): void {
  const subscription = world.find("subscription", id);
  if (subscription !== undefined && subscription.ended_at === null) cancelNow(world, subscription);
}
