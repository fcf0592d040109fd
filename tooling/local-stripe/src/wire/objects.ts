import type Stripe from "stripe";
import type { Stored } from "./stored.ts";

export type Address = Stored<Stripe.Address>;
export type BalanceTransaction = Stored<Stripe.BalanceTransaction>;
export type Charge = Stored<Stripe.Charge>;
export type CheckoutSession = Stored<Stripe.Checkout.Session>;
export type CreditNote = Stored<Stripe.CreditNote>;
export type CreditNoteLine = Stored<Stripe.CreditNoteLineItem>;
export type Customer = Stored<Stripe.Customer>;
export type Dispute = Stored<Stripe.Dispute>;
export type Invoice = Stored<Stripe.Invoice>;
export type InvoiceItem = Stored<Stripe.InvoiceItem>;
export type InvoiceLine = Stored<Stripe.InvoiceLineItem>;
export type InvoicePayment = Stored<Stripe.InvoicePayment>;
export type LineItem = Stored<Stripe.LineItem>;
export type PaymentIntent = Stored<Stripe.PaymentIntent>;
export type PaymentMethod = Stored<Stripe.PaymentMethod>;
export type PortalConfiguration = Stored<Stripe.BillingPortal.Configuration>;
export type PortalSession = Stored<Stripe.BillingPortal.Session>;
export type Price = Stored<Stripe.Price>;
export type Product = Stored<Stripe.Product>;
export type Refund = Stored<Stripe.Refund>;
export type SetupAttempt = Stored<Stripe.SetupAttempt>;
export type SetupIntent = Stored<Stripe.SetupIntent>;
export type Subscription = Stored<Stripe.Subscription>;
export type SubscriptionItem = Stored<Stripe.SubscriptionItem>;
export type TaxId = Stored<Stripe.TaxId>;
export type TaxRate = Stored<Stripe.TaxRate>;
export type TestClock = Stored<Stripe.TestHelpers.TestClock>;
export type WebhookEndpoint = Stored<Stripe.WebhookEndpoint>;

/** An event. Its data is the object as it was at that moment. */
export interface StripeEvent extends Omit<Stored<Stripe.EventBase>, "data"> {
  readonly data: { readonly object: unknown; readonly previous_attributes?: object };
}

/** A page of a list, or a list inside an object. */
export interface List<T> {
  readonly object: "list";
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly url: string;
}
