import { newId, randomLetters } from "../protocol/ids.ts";
import type { PaymentMethod, SetupAttempt, SetupIntent } from "../wire/objects.ts";

type Base = Pick<SetupIntent, "created"> & Partial<SetupIntent>;

export function newSetupIntent(base: Base): SetupIntent {
  const id = newId("seti");
  const types = base.allowed_payment_method_types ?? ["card"];
  return {
    id,
    object: "setup_intent",
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods:
      base.allowed_payment_method_types == null ? { allow_redirects: "always", enabled: true } : null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomLetters(32)}`,
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    managed_payments: null,
    mandate: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: types.includes("card")
      ? { card: { mandate_options: null, network: null, request_three_d_secure: "automatic" } }
      : {},
    payment_method_types: types,
    single_use_mandate: null,
    status: "requires_payment_method",
    usage: "off_session",
    ...base,
  };
}

export function newSetupAttempt(
  intent: SetupIntent,
  method: PaymentMethod,
  created: number,
  status: "succeeded" | "failed" | "requires_action",
): SetupAttempt {
  return {
    id: newId("setatt"),
    object: "setup_attempt",
    application: null,
    created,
    customer: intent.customer,
    customer_account: null,
    flow_directions: null,
    livemode: false,
    on_behalf_of: null,
    payment_method: method.id,
    payment_method_details: { type: method.type },
    setup_error: intent.last_setup_error,
    setup_intent: intent.id,
    status,
    usage: intent.usage,
  };
}
