import type { Decline } from "../../cards/behaviour.ts";
import { type ErrorBody, StripeError } from "../../protocol/stripe-error.ts";
import type { PaymentIntent, PaymentMethod, SetupIntent } from "../../wire/objects.ts";

type LastError = NonNullable<PaymentIntent["last_payment_error"]> & NonNullable<SetupIntent["last_setup_error"]>;

/** The error as it is kept in the intent. */
export function lastErrorOf(decline: Decline, method: PaymentMethod, charge?: string): LastError {
  return {
    ...(decline.advice === undefined ? {} : { advice_code: decline.advice }),
    ...(charge === undefined ? {} : { charge }),
    code: decline.code,
    ...(decline.declineCode === undefined ? {} : { decline_code: decline.declineCode }),
    doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll("_", "-")}`,
    message: decline.message,
    ...(decline.code === "incorrect_cvc" ? { param: "cvc" } : {}),
    payment_method: method as never,
    type: "card_error",
  };
}

/** The answer to a request whose payment was declined: 402. The failed charge stays. */
export function declineError(intent: PaymentIntent): StripeError {
  const { type: _, ...error } = intent.last_payment_error ?? { type: "card_error" };
  const body = {
    ...error,
    type: "card_error",
    message: error.message ?? "Your card was declined.",
    payment_intent: intent,
  };
  return new StripeError(402, body as ErrorBody, true);
}

export function setupError(intent: SetupIntent): StripeError {
  const { type: _, ...error } = intent.last_setup_error ?? { type: "card_error" };
  const body = {
    ...error,
    type: "card_error",
    message: error.message ?? "Your card was declined.",
    setup_intent: intent,
  };
  return new StripeError(402, body as ErrorBody, true);
}

export const AUTHENTICATION_FAILED: Decline = {
  code: "payment_intent_authentication_failure",
  message: "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
};

export const SETUP_AUTHENTICATION_FAILED: Decline = {
  code: "setup_intent_authentication_failure",
  message: "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
};
