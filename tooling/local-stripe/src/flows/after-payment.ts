import type { PaymentIntent } from "../wire/objects.ts";
import type { World } from "../world/world.ts";

/** Books what became of a payment where it belongs: in its invoice, or in its Checkout session. */
export function afterPayment(world: World, intent: PaymentIntent): void {
  const link = world.find("local.link", intent.id);
  if (link === undefined) return;
}
