import type { LineItem, PaymentIntent, SetupIntent, Subscription } from "../wire/objects.ts";

/** What lies behind a payment method and is not shown: which test card or bank account it is. */
export interface Instrument {
  readonly object: "local.instrument";
  /** That of the payment method. */
  readonly id: string;
  /** The number of a card, or of a bank account. */
  readonly number: string;
  /** The customer authenticated the card for payments without them. */
  readonly isSetUp: boolean;
  /** It was taken from its customer, and pays nothing any more. */
  readonly isDetached?: boolean;
}

/** What a payment intent or setup intent was made for. */
export interface Link {
  readonly object: "local.link";
  /** That of the intent. */
  readonly id: string;
  readonly invoice: string | null;
  readonly session: string | null;
}

/** What a Checkout session makes when it is paid. */
export interface CheckoutOrder {
  readonly object: "local.checkout_order";
  /** That of the session. */
  readonly id: string;
  readonly lines: readonly LineItem[];
  /** Fields of the intent. */
  readonly intent: Partial<PaymentIntent> & Partial<SetupIntent>;
  /** Fields of the subscription. */
  readonly subscription: Partial<Subscription>;
  /** What of the customer the session changes. */
  readonly customerUpdate: { readonly address: boolean; readonly name: boolean };
  /** The payment intent of the attempts so far. A session shows it once it is complete. */
  readonly paymentIntent: string | null;
  /** The customer made for the attempts so far. */
  readonly customer: string | null;
}

export type DueKind =
  | "cancel_subscription"
  | "expire_checkout"
  | "expire_incomplete"
  | "finalize_invoice"
  | "renew_subscription"
  | "retry_invoice"
  | "settle_payment";

/** Something that happens at an instant: of a test clock, or of the server's clock. */
export interface Due {
  readonly object: "local.due";
  /** The kind and the subject: an object has one due thing of a kind. */
  readonly id: string;
  /** In seconds. */
  readonly at: number;
  /** Of two things at one instant, the one that was scheduled first comes first. */
  readonly order: number;
  readonly clock: string | null;
  readonly kind: DueKind;
  /** The id of the object that it happens to. */
  readonly subject: string;
}

/** The answer to a request with an idempotency key. */
export interface IdempotencyRecord {
  readonly object: "local.idempotency";
  /** The key. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** A hash of the parameters. */
  readonly fingerprint: string;
  readonly requestId: string;
  readonly status: number;
  readonly body: string;
  /** Milliseconds of real time: its age does not follow a test clock. */
  readonly at: number;
}

/** A deleted object, of which Stripe still answers that it is deleted. */
export interface Tombstone {
  readonly object: "local.tombstone";
  readonly id: string;
  readonly kind: string;
}
