import { DECLINES } from "../../cards/behaviour.ts";
import { invalid, StripeError } from "../../protocol/stripe-error.ts";
import type { PaymentMethod } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";
import { attachMethod } from "./attach.ts";
import { lastErrorOf } from "./decline-error.ts";
import { checkNotDetached, instrumentOf } from "./instruments.ts";

interface Payer {
  readonly customer: string | null;
  readonly payment_method_types: readonly string[];
}

/** Checks that an intent can use a payment method: its type, whose it is, and that it was not given up. */
export function checkUse(world: World, intent: Payer, method: PaymentMethod): void {
  const { customer, payment_method_types: types } = intent;
  if (!types.includes(method.type)) {
    const message = `The PaymentMethod provided (${method.type}) is not allowed for this intent. Please attach a PaymentMethod of one of the following types: ${types.join(", ")}.`;
    throw invalid(message, { code: "payment_intent_invalid_parameter", param: "payment_method" });
  }
  checkNotDetached(world, method);
  if (method.customer === null || method.customer === customer) return;
  const message =
    customer === null
      ? "The payment method you provided is attached to a customer so for security purposes you must provide the customer in the request."
      : `The customer does not have a payment method with the ID ${method.id}. The payment method must be attached to the customer.`;
  throw invalid(message, { code: "payment_method_unexpected_state", param: "payment_method" });
}

/** Attaches a payment method that the bank first checks: a declined card cannot be saved. @throws StripeError 402 */
export function attachChecked(world: World, method: PaymentMethod, customer: string): PaymentMethod {
  const instrument = instrumentOf(world, method);
  if (instrument.kind === "card" && instrument.behaviour.refusesSetup) {
    const { type: _, ...error } = lastErrorOf(instrument.behaviour.decline ?? DECLINES.generic, method);
    throw new StripeError(402, { ...error, type: "card_error", message: error.message ?? "Your card was declined." });
  }
  return attachMethod(world, method, customer);
}
