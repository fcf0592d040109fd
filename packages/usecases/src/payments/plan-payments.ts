import type { Catalog, PlanIdAt } from "@scrip/domain/catalog";
import type { Actor, Instant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { Interval } from "@scrip/domain/plans/subscriptions";

/** A payment of one period of a subscription, to a plan that a catalog sells. */
export interface PlanCharge<C extends Catalog = Catalog> {
  readonly orgId: string;
  readonly subscriptionId: string;
  /** The number of the period's first month, counted from the subscription's anchor. */
  readonly month: number;
  /** Counts the tries of this payment from 1. A try without a known outcome is asked for again under the same number. */
  readonly attempt: number;
  readonly plan: PlanIdAt<C, "subscription">;
  readonly interval: Interval;
  /** The period, as it is planned. */
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** Micro-USD, in whole cents. */
  readonly amount: Micros;
  /** A page that a member fills, the saved card, or the invoice of the running subscription. */
  readonly way: "page" | "saved" | "invoice";
  /** The origin of the server in the browser of the member who waits for a page; `null` if nobody waits. */
  readonly origin: string | null;
  /** Who asks for it. */
  readonly actor: Actor;
  /** The organization's time. */
  readonly at: Instant;
}

/**
 * The outcome of a payment. `unknown` is asked for again later, under the same name. A payment over a page is `unknown`
 * until the member has paid.
 */
export type PlanPaymentOutcome =
  | { readonly state: "paid"; readonly ref: string | null }
  | { readonly state: "declined" }
  | { readonly state: "unknown" };

/**
 * Collects the price of plans from cards. An implementation may book the outcome itself, and keeps the outcome of each (subscription, month, attempt): the
 * same charge never takes money twice, however often it is asked for, and by however many processes at once.
 */
export interface PlanPayments<C extends Catalog = Catalog> {
  /** Charges a card; called outside of any transaction. */
  charge(charge: PlanCharge<C>): Promise<PlanPaymentOutcome>;
}
