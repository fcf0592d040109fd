import type { Invoice, InvoicePayment, PaymentIntent, Subscription } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";
import { cancelNow } from "../terms/cancel.ts";

const DAY = 24 * 60 * 60;

/** Books what became of the payment of an invoice: in the invoice, and in the subscription. */
export function bookPayment(world: World, invoice: Invoice, intent: PaymentIntent): Invoice {
  const { status } = intent;
  if (status === "succeeded") return bookPaid(world, invoice, intent);
  if (status === "requires_payment_method") return bookFailed(world, invoice);
  if (status === "requires_action") {
    world.emit("invoice.payment_action_required", invoice);
    return bookFailed(world, invoice);
  }
  // A delayed payment is on its way: the subscription runs meanwhile.
  if (status === "processing") activate(world, invoice);
  return invoice;
}

/** The money is there. @param intent null if there was nothing to pay, or it was paid elsewhere */
export function bookPaid(world: World, invoice: Invoice, intent: PaymentIntent | null): Invoice {
  const now = world.now(invoice.test_clock);
  world.unschedule("retry_invoice", invoice.id);
  if (intent !== null) payPayment(world, invoice, intent, now);
  const paid = world.become(
    invoice,
    {
      amount_paid: invoice.amount_due,
      amount_remaining: 0,
      attempted: true,
      ending_balance: 0,
      next_payment_attempt: null,
      status: "paid",
      status_transitions: { ...invoice.status_transitions, paid_at: now },
    },
    "invoice.paid",
  );
  world.emit("invoice.payment_succeeded", paid);
  activate(world, paid);
  return paid;
}

function payPayment(world: World, invoice: Invoice, intent: PaymentIntent, now: number): void {
  const isIts = ({ payment, status }: InvoicePayment) => payment.payment_intent === intent.id && status === "open";
  const payment = world.all("invoice_payment").findLast((found) => found.invoice === invoice.id && isIts(found));
  if (payment === undefined) return;
  const change = {
    amount_paid: intent.amount,
    status: "paid",
    status_transitions: { canceled_at: null, paid_at: now },
  };
  world.become(payment, change, "invoice_payment.paid");
}

/** The attempt failed: Stripe tries again on the days of the account's settings, if there are any. */
export function bookFailed(world: World, invoice: Invoice): Invoice {
  const subscription = subscriptionOf(world, invoice);
  const now = world.now(invoice.test_clock);
  const isFirst = invoice.billing_reason === "subscription_create";
  const firstAttempt = invoice.status_transitions.finalized_at ?? now;
  const days = world.account.retryDays[invoice.attempt_count - 1];
  const next = days === undefined || isFirst || subscription === undefined ? null : firstAttempt + days * DAY;
  if (next !== null) world.schedule("retry_invoice", invoice.id, Math.max(next, now + 1), invoice.test_clock ?? null);
  const failed = world.become(invoice, { attempted: true, next_payment_attempt: next }, "invoice.payment_failed");
  if (subscription !== undefined) becomePastDue(world, subscription, next === null);
  return failed;
}

function becomePastDue(world: World, subscription: Subscription, isLast: boolean): void {
  if (subscription.status !== "active" && subscription.status !== "past_due") return;
  const { afterLastRetry } = world.account;
  const status = isLast && afterLastRetry === "unpaid" ? "unpaid" : "past_due";
  const late = world.update(subscription, { status }, "customer.subscription.updated");
  if (!isLast || afterLastRetry !== "canceled") return;
  const details = { comment: null, feedback: null, feedback_option: null, reason: "payment_failed" } as const;
  cancelNow(world, world.amend(late, { cancellation_details: details }));
}

/** A subscription runs once its latest invoice is paid. */
function activate(world: World, invoice: Invoice): void {
  const subscription = subscriptionOf(world, invoice);
  if (subscription === undefined || subscription.latest_invoice !== invoice.id) return;
  if (subscription.status === "active" || subscription.ended_at !== null) return;
  world.unschedule("expire_incomplete", subscription.id);
  world.update(subscription, { status: "active" }, "customer.subscription.updated");
}

export function subscriptionOf(world: World, { parent }: Invoice): Subscription | undefined {
  const id = parent?.subscription_details?.subscription;
  return id === undefined ? undefined : world.find("subscription", id);
}
