import type Stripe from "stripe";

/** A request for a page. */
export interface PageRequest {
  readonly method: string;
  /** The path without the query, such as `/checkout/cs_test_1`. */
  readonly pathname: string;
  readonly search: URLSearchParams;
  /** The fields of a submitted form. Empty for other requests. */
  readonly form: URLSearchParams;
  readonly headers: { readonly host?: string | undefined; readonly origin?: string | undefined };
}

/** An answer to a request for a page. */
export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** The answer of the server's own API: an object or a list, or `{ error }` with a status of 400 or more. */
export interface Called {
  readonly status: number;
  readonly body: unknown;
}

/** What a person enters to pay or to save a payment method. The pages do not check it: the server does, as Stripe would. */
export interface PaymentForm {
  readonly method:
    | { readonly type: "card"; readonly number: string; readonly expiry: string; readonly cvc: string }
    /** A bank debit: the payment is `processing` first, and succeeds or fails later. */
    | { readonly type: "us_bank_account"; readonly account: string }
    /** A payment method that the customer has saved. */
    | { readonly type: "saved"; readonly id: string };
  readonly email: string;
  readonly name: string;
  readonly address: Readonly<Record<"line1" | "line2" | "city" | "state" | "postal_code" | "country", string>>;
  readonly taxId?: { readonly type: string; readonly value: string };
  /** True if the person agrees that the payment method is kept. */
  readonly save: boolean;
}

/** What follows when a person submits a form. */
export type PageOutcome =
  | { readonly kind: "done" }
  /** The bank wants the person to confirm: the page of that, such as `/authenticate/pi_1`. */
  | { readonly kind: "authenticate"; readonly url: string }
  /** Stripe's own error: its `message` is what the person reads, and `param` names the field. */
  | { readonly kind: "refused"; readonly error: PageError };

export interface PageError {
  readonly type: string;
  readonly message: string;
  readonly code?: string | undefined;
  readonly decline_code?: string | undefined;
  readonly param?: string | undefined;
}

/** What the page of an authentication says, and where each answer leads. */
export interface Authentication {
  /** In the smallest unit of the currency. Null if a card is only saved. */
  readonly amount: number | null;
  readonly currency: string | null;
  readonly card: { readonly brand: string; readonly last4: string };
  /** False once the person has answered, or the intent was cancelled. */
  readonly isOpen: boolean;
  /** The address to which the person goes on, for the page's content security policy. */
  readonly returnUrl: string;
}

/** A request to the API, as the console shows it. */
export interface LoggedRequest {
  /** `req_…` */
  readonly id: string;
  readonly at: Date;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly idempotencyKey: string | null;
  /** True if the answer was that of an earlier request with the same idempotency key. */
  readonly replayed: boolean;
  readonly params: unknown;
  readonly body: unknown;
}

/** One try to send an event to an endpoint. */
export interface LoggedDelivery {
  readonly at: Date;
  readonly url: string;
  /** The status of the answer. Null if there was none; `error` then says why. */
  readonly status: number | null;
  readonly error: string | null;
  /** Which fault was in effect, such as `dropped`. */
  readonly fault: string | null;
}

/** A switch that makes the server misbehave as Stripe sometimes does. */
export interface Fault {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly value: boolean | number | string;
}

/** What the pages need of the server. Objects have Stripe's own shapes. */
export interface PagesHost {
  /** The time of the server, for what is not under a test clock. */
  readonly now: () => Date;
  /** Calls the server's own API in the process, as a secret key would. */
  call(method: "GET" | "POST" | "DELETE", path: string, params?: Readonly<Record<string, unknown>>): Promise<Called>;

  /** Pays, saves or subscribes, as the person on the page of a Checkout session asked. */
  submitCheckout(sessionId: string, form: PaymentForm): Promise<PageOutcome>;

  /** An intent that waits, or waited, for the person. Null if there is no such intent. */
  authentication(intentId: string): Promise<Authentication | null>;
  /** The person's answer. @returns the address to which the person goes on */
  authenticate(intentId: string, passed: boolean): Promise<string>;

  /** The session of a Billing Portal, with its configuration. Null if there is none, or if it has expired. */
  portalSession(id: string): Promise<PortalSession | null>;
  /** Saves a payment method for the customer of a portal session. */
  addPaymentMethod(portalSessionId: string, form: PaymentForm): Promise<PageOutcome>;

  /** The invoice of a hosted page, by the token in its address. Null if there is none. */
  hostedInvoice(token: string): Promise<Stripe.Invoice | null>;
  /** Pays an open invoice. */
  payInvoice(invoiceId: string, form: PaymentForm): Promise<PageOutcome>;
  /** The PDF of an invoice. */
  invoicePdf(invoiceId: string): Promise<Uint8Array>;

  /** The last requests, newest first. */
  requests(): Promise<readonly LoggedRequest[]>;
  /** The tries to send an event, newest first. */
  deliveries(eventId: string): Promise<readonly LoggedDelivery[]>;
  /** Sends an event again to every endpoint, at once. */
  resend(eventId: string): Promise<void>;
  faults(): Promise<readonly Fault[]>;
  /** @param values the new value of each switch by its name: `on` or nothing for a boolean */
  setFaults(values: Readonly<Record<string, string>>): Promise<void>;
}

export type PortalSession = Omit<Stripe.BillingPortal.Session, "configuration"> & {
  readonly configuration: Stripe.BillingPortal.Configuration;
};
