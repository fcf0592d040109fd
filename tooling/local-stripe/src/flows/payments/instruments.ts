import type { Behaviour, DelayedBehaviour } from "../../cards/behaviour.ts";
import { behaviourOfAccount } from "../../cards/test-accounts.ts";
import { behaviourOfCard } from "../../cards/test-cards.ts";
import { invalid } from "../../protocol/stripe-error.ts";
import type { PaymentMethod } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";

/** What a payment method does. */
export type Instrument =
  | { readonly kind: "card"; readonly behaviour: Behaviour; readonly isSetUp: boolean }
  | { readonly kind: "delayed"; readonly behaviour: DelayedBehaviour };

export function instrumentOf(world: World, method: PaymentMethod): Instrument {
  const { number, isSetUp } = world.get("local.instrument", method.id);
  if (method.type !== "card") return { kind: "delayed", behaviour: behaviourOfAccount(number) };
  return { kind: "card", behaviour: behaviourOfCard(number), isSetUp };
}

/** Remembers that the customer authenticated the card for payments without them. */
export function markSetUp(world: World, method: PaymentMethod): void {
  const instrument = world.get("local.instrument", method.id);
  if (!instrument.isSetUp) world.put({ ...instrument, isSetUp: true });
}

/** Remembers that a payment method was taken from its customer. */
export function markDetached(world: World, method: PaymentMethod): void {
  world.put({ ...world.get("local.instrument", method.id), isDetached: true });
}

/** @throws StripeError for a payment method that was taken from its customer: it may not be used again */
export function checkNotDetached(world: World, method: PaymentMethod): void {
  if (world.get("local.instrument", method.id).isDetached !== true) return;
  const message =
    "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again.";
  throw invalid(message);
}

/** Whether the bank wants the customer to authenticate. */
export function wantsAuthentication({ authentication }: Behaviour, isSetUp: boolean, isOffSession: boolean): boolean {
  switch (authentication) {
    case "never":
      return false;
    case "always":
      return true;
    case "unless_set_up":
      return !isSetUp;
    case "unless_off_session":
      return !isOffSession;
  }
}
