import { newId, randomLetters } from "../protocol/ids.ts";
import type { PaymentIntent } from "../wire/objects.ts";

type Base = Pick<PaymentIntent, "created" | "amount" | "currency"> & Partial<PaymentIntent>;

export function newPaymentIntent(base: Base): PaymentIntent {
  const id = newId("pi");
  const types = base.allowed_payment_method_types ?? ["card"];
  return {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods:
      base.allowed_payment_method_types == null ? { allow_redirects: "always", enabled: true } : null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic_async",
    client_secret: `${id}_secret_${randomLetters(25)}`,
    confirmation_method: "automatic",
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: optionsOf(types),
    payment_method_types: types,
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "requires_payment_method",
    transfer_data: null,
    transfer_group: null,
    ...base,
  };
}

function optionsOf(types: readonly string[]): PaymentIntent["payment_method_options"] {
  return {
    ...(types.includes("card")
      ? { card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" } }
      : {}),
    ...(types.includes("us_bank_account") ? { us_bank_account: { verification_method: "automatic" } } : {}),
    ...(types.includes("sepa_debit") ? { sepa_debit: {} } : {}),
  };
}
