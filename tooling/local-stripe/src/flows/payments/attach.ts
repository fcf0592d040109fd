import { invalid } from "../../protocol/stripe-error.ts";
import type { PaymentMethod } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";
import { checkNotDetached, markDetached } from "./instruments.ts";

/** Makes a payment method one of the customer's. */
export function attachMethod(world: World, method: PaymentMethod, customer: string): PaymentMethod {
  if (method.customer === customer) return method;
  if (method.customer !== null) {
    throw invalid("The payment method you provided has already been attached to a customer.", {
      code: "payment_method_unexpected_state",
    });
  }
  checkNotDetached(world, method);
  return world.become(method, { customer }, "payment_method.attached");
}

/** Takes a payment method from the customer, who no longer pays with it by default. */
export function detachMethod(world: World, method: PaymentMethod): PaymentMethod {
  const owner = method.customer === null ? undefined : world.find("customer", method.customer);
  if (owner === undefined) {
    const message = "The payment method you provided is not attached to a customer so detachment is impossible.";
    throw invalid(message, { code: "payment_method_unexpected_state" });
  }
  if (owner.invoice_settings.default_payment_method === method.id) {
    const invoice_settings = { ...owner.invoice_settings, default_payment_method: null };
    world.update(owner, { invoice_settings }, "customer.updated");
  }
  for (const subscription of world.all("subscription")) {
    if (subscription.default_payment_method === method.id && subscription.status !== "canceled") {
      world.update(subscription, { default_payment_method: null }, "customer.subscription.updated");
    }
  }
  markDetached(world, method);
  const detached = world.put({ ...method, customer: null });
  world.emit("payment_method.detached", detached, { customer: method.customer });
  return detached;
}
