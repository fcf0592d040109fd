import type * as wire from "../wire/objects.ts";
import type { CheckoutOrder, Due, IdempotencyRecord, Instrument, Link, Tombstone } from "./private-objects.ts";

/** Every kind of object in the store, by the name in its field `object`. */
export interface Kinds {
  balance_transaction: wire.BalanceTransaction;
  "billing_portal.configuration": wire.PortalConfiguration;
  "billing_portal.session": wire.PortalSession;
  charge: wire.Charge;
  "checkout.session": wire.CheckoutSession;
  credit_note: wire.CreditNote;
  customer: wire.Customer;
  dispute: wire.Dispute;
  event: wire.StripeEvent;
  invoice: wire.Invoice;
  invoice_payment: wire.InvoicePayment;
  invoiceitem: wire.InvoiceItem;
  payment_intent: wire.PaymentIntent;
  payment_method: wire.PaymentMethod;
  price: wire.Price;
  product: wire.Product;
  refund: wire.Refund;
  setup_attempt: wire.SetupAttempt;
  setup_intent: wire.SetupIntent;
  subscription: wire.Subscription;
  tax_id: wire.TaxId;
  tax_rate: wire.TaxRate;
  "test_helpers.test_clock": wire.TestClock;
  webhook_endpoint: wire.WebhookEndpoint;
  "local.checkout_order": CheckoutOrder;
  "local.due": Due;
  "local.idempotency": IdempotencyRecord;
  "local.instrument": Instrument;
  "local.link": Link;
  "local.tombstone": Tombstone;
}

export type Kind = keyof Kinds;
export type Kept = Kinds[Kind];

/** The noun of a kind in messages: `No such price: ...`. */
export function nounOf(kind: Kind): string {
  return kind.replace(/^.*\./, "").replace("payment_method", "PaymentMethod");
}
