import { bookAttemptEvent } from "./book-attempt-event.ts";
import { bookMethodEvent } from "./book-method-event.ts";
import { bookMoneyTakenEvent } from "./book-money-taken-event.ts";
import { bookPlanEvent } from "./book-plan-event.ts";
import { bookTaxIdEvent } from "./book-tax-id-event.ts";
import type { EventHandler } from "./event-in-hand.ts";

/**
 * The handler of each type of event; events of other types are ignored. Each area has its lines here. An event that a
 * subscription needs beside its attempt has one handler that does both.
 * @source docs/rules.md#events-of-the-gateway
 */
export const EVENTS: Readonly<Record<string, EventHandler>> = Object.fromEntries(
  [
    handledBy(bookAttemptEvent, [
      "checkout.session.async_payment_failed",
      "checkout.session.async_payment_succeeded",
      "checkout.session.completed",
      "checkout.session.expired",
      "payment_intent.canceled",
      "payment_intent.payment_failed",
      "payment_intent.processing",
      "payment_intent.succeeded",
    ]),
    handledBy(bookMethodEvent, [
      "customer.updated",
      "payment_method.attached",
      "payment_method.automatically_updated",
      "payment_method.detached",
      "payment_method.updated",
      "setup_intent.succeeded",
    ]),
    handledBy(bookPlanEvent, [
      "customer.subscription.created",
      "customer.subscription.deleted",
      "customer.subscription.paused",
      "customer.subscription.resumed",
      "customer.subscription.updated",
      "invoice.marked_uncollectible",
      "invoice.paid",
      "invoice.payment_action_required",
      "invoice.payment_failed",
      "invoice.voided",
    ]),
    handledBy(bookTaxIdEvent, ["customer.tax_id.updated"]),
    handledBy(bookMoneyTakenEvent, [
      "charge.dispute.closed",
      "charge.dispute.created",
      "charge.dispute.funds_reinstated",
      "charge.dispute.funds_withdrawn",
      "charge.dispute.updated",
      "charge.refunded",
      "refund.created",
      "refund.failed",
      "refund.updated",
    ]),
  ].flat(),
);

function handledBy(handler: EventHandler, types: readonly string[]): readonly (readonly [string, EventHandler])[] {
  return types.map((type) => [type, handler]);
}
