import { newId } from "../protocol/ids.ts";
import type { CheckoutSession, LineItem } from "../wire/objects.ts";

type Base = Pick<CheckoutSession, "created" | "currency" | "expires_at" | "mode" | "payment_method_types" | "url"> &
  Partial<CheckoutSession>;

export function newCheckoutSession(id: string, base: Base, lines: readonly LineItem[]): CheckoutSession {
  const sum = (amount: (line: LineItem) => number) => lines.reduce((total, line) => total + amount(line), 0);
  const isSetup = base.mode === "setup";
  return {
    id,
    object: "checkout.session",
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: null,
    amount_subtotal: isSetup ? null : sum(({ amount_subtotal }) => amount_subtotal),
    amount_total: isSetup ? null : sum(({ amount_total }) => amount_total),
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: null,
    client_reference_id: null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: null,
    customer_account: null,
    customer_creation: null,
    customer_details: null,
    customer_email: null,
    discounts: [],
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: null,
    managed_payments: null,
    metadata: {},
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: isSetup ? null : base.mode === "subscription" ? "always" : "if_required",
    payment_method_configuration_details: null,
    payment_method_options: base.payment_method_types.includes("card")
      ? { card: { request_three_d_secure: "automatic" } }
      : {},
    payment_status: isSetup ? "no_payment_required" : "unpaid",
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options:
      base.mode === "payment" && base.customer != null
        ? { allow_redisplay_filters: ["always"], payment_method_remove: "disabled", payment_method_save: null }
        : null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: null,
    subscription: null,
    success_url: null,
    total_details: isSetup
      ? null
      : { amount_discount: 0, amount_shipping: 0, amount_tax: sum(({ amount_tax }) => amount_tax) },
    ui_mode: "hosted_page",
    wallet_options: null,
    ...base,
  };
}

export function newSessionId(): string {
  return newId("cs_test", 58);
}

type LineBase = Pick<
  LineItem,
  "amount_subtotal" | "amount_tax" | "amount_total" | "currency" | "description" | "price" | "quantity" | "taxes"
>;

export function newLineItem(base: LineBase & Partial<LineItem>): LineItem {
  return {
    id: newId("li"),
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    discounts: [],
    metadata: {},
    ...base,
  };
}
