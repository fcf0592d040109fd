import type { GatewayMethod } from "@scrip/domain/billing/gateway";
import type Stripe from "stripe";

/** Reads a payment method. Digits, brand and fingerprint are those of its own kind. */
export function readMethod({
  id,
  type,
  card,
  us_bank_account: bank,
  sepa_debit: sepa,
}: Stripe.PaymentMethod): GatewayMethod {
  return {
    id,
    kind: type,
    brand: card?.brand ?? bank?.bank_name ?? null,
    last4: card?.last4 ?? bank?.last4 ?? sepa?.last4 ?? null,
    expMonth: card?.exp_month ?? null,
    expYear: card?.exp_year ?? null,
    fingerprint: card?.fingerprint ?? bank?.fingerprint ?? sepa?.fingerprint ?? null,
  };
}
