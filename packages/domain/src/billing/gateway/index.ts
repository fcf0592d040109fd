import type { Catalog, PlanIdAt } from "../../catalog/index.ts";
import type { Instant } from "../../ledger/index.ts";
import type { Micros } from "../../money/index.ts";
import type { Seen } from "../attempts/index.ts";
import type { TaxIdState } from "../details/tax-id.ts";

/**
 * The payment gateway, Stripe, as Scrip uses it. Every call is made outside of a transaction. A call that changes
 * something has a key of ours: the same key gives the same result for at least 24 hours, and never a second charge.
 * `packages/payments` implements it with the `stripe` package.
 * @throws GatewayError from every call
 */
export interface Gateway {
  /** Whether real money moves. */
  readonly livemode: boolean;
  readonly customers: GatewayCustomers;
  readonly methods: GatewayMethods;
  readonly pages: GatewayPages;
  readonly payments: GatewayPayments;
  readonly subscriptions: GatewaySubscriptions;
  readonly refunds: GatewayRefunds;
  readonly events: GatewayEvents;
}

/** Why a call of the gateway failed. A decline is an outcome and no failure. */
export class GatewayError extends Error {
  /**
   * `unavailable`: there was no answer, or one that says nothing: the call may have worked. Of a charge, the outcome is
   * not known, and it is looked up.
   * `refused`: the gateway refused the call as it is: nothing happened, and a repetition will not help.
   * `missing`: it has no such object.
   */
  readonly kind: "unavailable" | "refused" | "missing";

  constructor(kind: GatewayError["kind"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "GatewayError";
    this.kind = kind;
  }
}

/** Who pays, for the gateway's own pages and mails. */
export interface GatewayBuyer {
  readonly name: string;
  readonly email: string | null;
  readonly address: {
    readonly line1: string;
    readonly line2: string | null;
    readonly postalCode: string | null;
    readonly city: string;
    readonly region: string | null;
    readonly country: string;
  } | null;
}

export interface GatewayCustomers {
  /**
   * Makes the one customer of an organization. Safe to repeat.
   * @param clockAt the time of the organization's test clock; `null` for one that follows the real time
   */
  create(orgId: string, buyer: GatewayBuyer, clockAt: Instant | null): Promise<GatewayCustomer>;
  update(customer: string, buyer: GatewayBuyer): Promise<void>;
  /**
   * Gives a customer a tax id in place of any other, so that the gateway asks the tax office. Safe to repeat.
   * @param taxId `null` for none
   * @returns what the tax office has said by now; `null` for none, or one of a country whose form the gateway does not know
   */
  setTaxId(customer: string, taxId: GatewayTaxId | null): Promise<TaxIdState | null>;
  /** Moves the test clock of a customer, and waits until the gateway has done what falls due on the way. */
  moveClock(testClock: string, to: Instant): Promise<void>;
}

/** The tax id of a buyer. */
export interface GatewayTaxId {
  /** Of the billing address. */
  readonly country: string;
  /** As `plainTaxId` writes it. */
  readonly value: string;
}

export interface GatewayCustomer {
  readonly id: string;
  /** The gateway's test clock of an organization on a test clock. */
  readonly testClock: string | null;
}

export interface GatewayMethods {
  /** The payment methods of a customer that can be charged, the newest first, the default one marked. */
  list(customer: string): Promise<readonly SavedMethod[]>;
  setDefault(customer: string, method: string): Promise<void>;
  /** Safe to repeat. */
  remove(method: string): Promise<void>;
}

/** A payment method that a customer saved. */
export interface SavedMethod extends GatewayMethod {
  readonly isDefault: boolean;
}

/** A payment method. */
export interface GatewayMethod {
  readonly id: string;
  /** `card`, `us_bank_account`, `sepa_debit`. */
  readonly kind: string;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly expMonth: number | null;
  readonly expYear: number | null;
  /** The same for the same card, also when it is added again. */
  readonly fingerprint: string | null;
}

/** One line of a page or an invoice. */
export interface GatewayLine {
  /** `"Credit"`, `"Pro, monthly"`. */
  readonly title: string;
  /** Micro-USD in whole cents. */
  readonly net: Micros;
}

/** A tax on top of the lines. */
export interface GatewayTax {
  readonly title: string;
  readonly country: string;
  /** Decimal text: `"19"`. */
  readonly percent: string;
}

/** What is paid, under the attempt that asks for it. The attempt's id is the key. */
export interface GatewayCharge {
  readonly orgId: string;
  readonly attemptId: string;
  readonly customer: string;
  readonly lines: readonly GatewayLine[];
  /** `null` if no tax is collected. */
  readonly tax: GatewayTax | null;
  /** Micro-USD in whole cents, with the tax: what the gateway must take. */
  readonly gross: Micros;
  /** What the gateway keeps with the payment, at most 10,000 characters, so that a lost attempt can be made again. */
  readonly memo: string;
}

/** Where a page of the gateway leads when the member is done, or goes back. */
export interface ReturnUrls {
  readonly done: string;
  readonly back: string;
}

export interface GatewayPages {
  /** A page that adds a payment method. @param key of the call */
  openSetup(key: string, customer: string, urls: ReturnUrls): Promise<GatewayPage>;
  /** A page that takes a payment. It also saves the card for automatic top-up. */
  openPayment(charge: GatewayCharge, urls: ReturnUrls, terms: PaymentPageTerms): Promise<GatewayPage>;
  /** A page that starts a subscription with its first payment. */
  openSubscription(charge: PeriodCharge, urls: ReturnUrls): Promise<GatewayPage>;
  /** Ends a page that nobody filled, so that it takes no payment any more. Safe to repeat. */
  expire(page: string): Promise<void>;
  /** The gateway's own pages of a customer: cards, invoices, cancellation. */
  openPortal(customer: string, back: string): Promise<string>;
}

/** What a page of a payment offers. */
export interface PaymentPageTerms {
  /** The kinds of payment methods, as `GatewayMethod` names them. */
  readonly methods: readonly string[];
  /** When it ends by itself: 30 minutes to 24 hours from now, by the customer's clock. The same for each repetition. */
  readonly expiresAt: Instant;
}

/** A page of the gateway. */
export interface GatewayPage {
  readonly id: string;
  readonly url: string;
}

export interface GatewayPayments {
  /**
   * Charges a saved method without the member. A decline is an outcome.
   * @throws GatewayError `unavailable`: the outcome is not known, and is only looked up
   */
  charge(charge: GatewayCharge, method: string): Promise<GatewayOutcome>;
  /**
   * What became of an attempt: by its page, its payment, or the metadata of the customer's payments.
   * Reads only, and never charges.
   */
  lookUp(attempt: LookUp): Promise<GatewayOutcome>;
  /** A payment with what was paid back and disputed. */
  read(payment: string): Promise<GatewayPayment>;
  /**
   * Every payment that was begun in a time of the gateway's clock, both ends included, and succeeded: the newest first, a
   * page of them at a time.
   * @param until `null` for no end
   */
  succeeded(since: Instant, until: Instant | null): AsyncIterable<PaidPayment>;
}

/** What is known of an attempt. */
export interface LookUp {
  readonly attemptId: string;
  readonly customer: string;
  readonly page: string | null;
  readonly payment: string | null;
  readonly invoice: string | null;
}

/** What the gateway says of an attempt, with its names. */
export interface GatewayOutcome {
  /** A page that waits for the member is `open`; one that nobody paid before it expired has `failed`, as abandoned. */
  readonly seen: Seen;
  /** The page of an attempt that has one, also if its name was not known. The URL is there while the page is open. */
  readonly page: { readonly id: string; readonly url: string | null; readonly state: PageState } | null;
  readonly payment: string | null;
  readonly invoice: string | null;
  readonly subscription: string | null;
  readonly method: GatewayMethod | null;
  /** The gateway's time of the payment; of the first payment of a subscription, the instant at which it started. */
  readonly paidAt: Instant | null;
}

/** Whether a page still takes a payment, took one (which may still be on its way), or ended without one. */
export type PageState = "open" | "complete" | "expired";

/** A payment as the gateway has it. */
export interface GatewayPayment {
  readonly id: string;
  readonly customer: string | null;
  /** Of its metadata; `null` for a payment that Scrip did not ask for. */
  readonly attempt: { readonly orgId: string; readonly attemptId: string } | null;
  /** What was kept with it. */
  readonly memo: string | null;
  readonly invoice: string | null;
  readonly gross: Micros;
  readonly currency: string;
  readonly livemode: boolean;
  readonly paidAt: Instant;
  readonly method: GatewayMethod | null;
  readonly refunds: readonly GatewayRefund[];
  readonly disputes: readonly GatewayDispute[];
}

/** A payment that succeeded, as a list of payments has it. */
export interface PaidPayment
  extends Pick<
    GatewayPayment,
    "id" | "customer" | "attempt" | "memo" | "gross" | "currency" | "livemode" | "paidAt" | "method"
  > {
  readonly begunAt: Instant;
}

/** A payment of a period of a subscription, to a plan that a catalog sells. */
export interface PeriodCharge<C extends Catalog = Catalog> extends GatewayCharge {
  readonly subscriptionId: string;
  readonly plan: PlanIdAt<C, "subscription">;
  readonly interval: "month" | "year";
  /** The number of the period's first month, from the subscription's anchor. */
  readonly month: number;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

export interface GatewaySubscriptions {
  /**
   * Takes the payment of a period without the member. A decline is an outcome.
   *
   * A period after the first is paid by the invoice that the gateway made for it. If terms, amount or tax are no longer
   * those of the gateway's subscription, or it ended, its unpaid invoice is voided, the customer's default method is
   * charged, and a new subscription renews from the end of the period.
   * @param subscription the gateway's subscription of the period before; `null` if there is none
   * @throws GatewayError `unavailable`: the outcome is not known, also while the gateway has not made the invoice yet
   */
  pay(charge: PeriodCharge, subscription: string | null): Promise<GatewayOutcome>;
  read(subscription: string): Promise<GatewaySubscription>;
  /** Says whether the subscription ends with its period. Safe to repeat. */
  setEnding(subscription: string, isEnding: boolean): Promise<void>;
  /** Ends a subscription now, without paying anything back, and voids what it has not paid. Safe to repeat. */
  end(subscription: string): Promise<void>;
}

/** A subscription as the gateway has it. */
export interface GatewaySubscription {
  readonly id: string;
  readonly customer: string;
  /** Of its metadata: Scrip's subscription. */
  readonly subscriptionId: string | null;
  readonly startedAt: Instant;
  /** It ends with its period. */
  readonly isEnding: boolean;
  readonly endedAt: Instant | null;
}

export interface GatewayRefunds {
  /**
   * Pays a part of a payment back. @param key names the refund
   * @throws GatewayError `refused`: the rest of the payment is smaller, or it is disputed
   */
  refund(key: string, payment: string, gross: Micros, reason: string): Promise<GatewayRefund>;
}

/** Money that was, or is being, paid back. */
export interface GatewayRefund {
  readonly id: string;
  /** The key under which Scrip asked for it; `null` for one that was made at the gateway. */
  readonly key: string | null;
  readonly gross: Micros;
  readonly state: "pending" | "succeeded" | "failed";
  readonly at: Instant;
}

/** A payment that the bank takes back. */
export interface GatewayDispute {
  readonly id: string;
  readonly gross: Micros;
  readonly state: "open" | "won" | "lost";
  readonly reason: string;
  readonly at: Instant;
}

export interface GatewayEvents {
  /**
   * Checks the signature of an event, its age and its mode, and reads it.
   * @returns `null` if one of them does not fit: nothing is stored then
   */
  read(body: string, signature: string): Promise<GatewayEvent | null>;
  /**
   * Every event of these types that the gateway made since an instant, the newest first, a page of them at a time. It
   * keeps events for 30 days.
   */
  madeSince(since: Instant, types: readonly string[]): AsyncIterable<GatewayEvent>;
  /** What a stored event is about. @param payload as it was stored */
  subjectsOf(payload: object): EventSubjects;
}

/** The names that an event mentions: where to look. `null` for what it does not mention. */
export interface EventSubjects {
  readonly customer: string | null;
  readonly page: string | null;
  readonly payment: string | null;
  readonly invoice: string | null;
  readonly subscription: string | null;
  /** Of the metadata of its object. */
  readonly attempt: { readonly orgId: string; readonly attemptId: string } | null;
}

/** An event, which only says where to look: what it is about is read from the gateway again. */
export interface GatewayEvent {
  readonly id: string;
  readonly type: string;
  readonly livemode: boolean;
  readonly createdAt: Instant;
  readonly objectId: string;
  readonly customer: string | null;
  readonly payload: object;
}
