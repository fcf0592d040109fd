import { invalid, StripeError } from "../../protocol/stripe-error.ts";
import type { PaymentIntent, PaymentMethod } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";
import { type AttemptOptions, attemptPayment } from "../payments/attempt.ts";
import { declineError } from "../payments/decline-error.ts";
import { checkUse } from "../payments/use-method.ts";
import { afterPayment } from "./after-payment.ts";

export interface ConfirmOptions extends AttemptOptions {
  /** A payment that needs the customer is an error, and not an intent that waits. */
  readonly isErrorOnAction?: boolean;
}

const CONFIRMABLE = new Set<string>(["requires_payment_method", "requires_confirmation", "requires_action"]);

/** Confirms a payment as the API does. @throws StripeError 402 if the bank declines */
export function confirmPayment(
  world: World,
  intent: PaymentIntent,
  method: PaymentMethod,
  options: ConfirmOptions,
): PaymentIntent {
  checkState(intent, CONFIRMABLE, "confirm");
  checkUse(world, intent, method);
  const tried = attemptPayment(world, intent, method, options);
  afterPayment(world, tried);
  if (tried.status === "requires_payment_method") throw declineError(tried);
  if (tried.status === "requires_action" && options.isErrorOnAction) {
    const message = "This payment requires additional user action before it can be completed successfully.";
    throw new StripeError(402, { type: "card_error", code: "authentication_required", message, payment_intent: tried });
  }
  return tried;
}

/** @throws StripeError `payment_intent_unexpected_state` */
export function checkState(intent: PaymentIntent, states: ReadonlySet<string>, verb: string): void {
  if (states.has(intent.status)) return;
  const message = `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`;
  const { status, body } = invalid(message, { code: "payment_intent_unexpected_state" });
  throw new StripeError(status, { ...body, payment_intent: intent });
}
