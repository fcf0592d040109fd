import { newInvoicePayment } from "../../objects/invoice.ts";
import { type ItemInput, newSubscription, periodOf } from "../../objects/subscription.ts";
import { invalid, StripeError } from "../../protocol/stripe-error.ts";
import type { Customer, Invoice, PaymentIntent, Subscription } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";
import { bookPaid } from "../invoices/book.ts";
import { voidInvoice } from "../invoices/close.ts";
import { finalize, paymentOf } from "../invoices/finalize.ts";
import { draftForSubscription } from "../invoices/make.ts";
import { collect, defaultMethod } from "../invoices/pay.ts";
import { declineError } from "../payments/decline-error.ts";
import { cancelNow } from "../terms/cancel.ts";
import { periodEnd } from "../terms/periods.ts";
import { planRenewal } from "./renew.ts";

const HOUR = 60 * 60;

export interface SubscriptionFacts extends Partial<Subscription> {
  /** Without a charge until then. */
  readonly anchor?: number | undefined;
}

export type PaymentBehavior = "allow_incomplete" | "default_incomplete" | "error_if_incomplete";

/** Starts a subscription and collects its first invoice. @throws StripeError 402 with `error_if_incomplete` */
export function createSubscription(
  world: World,
  customer: Customer,
  items: readonly ItemInput[],
  facts: SubscriptionFacts,
  behavior: PaymentBehavior,
): Subscription {
  const begun = begin(world, customer, items, facts);
  if (facts.anchor !== undefined) return startWithoutInvoice(world, begun);
  const { subscription, open } = invoiced(world, begun);
  world.schedule("expire_incomplete", subscription.id, subscription.created + 23 * HOUR, subscription.test_clock);
  if (open.amount_remaining > 0 && subscription.collection_method === "send_invoice") {
    paymentOf(world, open);
    return activateAtOnce(world, subscription);
  }
  if (open.amount_remaining > 0 && behavior === "default_incomplete") return leaveIncomplete(world, subscription, open);
  if (open.amount_remaining > 0 && defaultMethod(world, open) === undefined) throw noMethod();
  const { intent } = collect(world, open);
  if (behavior === "error_if_incomplete" && intent !== null && intent.status !== "succeeded") throw undone(intent);
  return world.get("subscription", subscription.id);
}

/** Until its anchor a subscription runs without an invoice. */
function startWithoutInvoice(world: World, begun: Subscription): Subscription {
  const active = world.create({ ...begun, status: "active" } satisfies Subscription, "customer.subscription.created");
  planRenewal(world, active);
  return active;
}

/** The first invoice waits for a payment that the customer confirms. */
function leaveIncomplete(world: World, { id }: Subscription, open: Invoice): Subscription {
  const intent = paymentOf(world, open);
  const method = defaultMethod(world, open);
  if (method !== undefined) world.amend(intent, { payment_method: method.id, status: "requires_confirmation" });
  return world.get("subscription", id);
}

/** Announces a subscription with its first invoice, which is open. */
function invoiced(world: World, begun: Subscription): { subscription: Subscription; open: Invoice } {
  const draft = draftForSubscription(world, begun, firstInvoice(begun));
  const subscription = world.create({ ...begun, latest_invoice: draft.id }, "customer.subscription.created");
  world.create(draft, "invoice.created");
  planRenewal(world, subscription);
  return { subscription, open: finalize(world, draft) };
}

/** A subscription whose first invoice is paid already: Checkout makes it after the payment. */
export function createPaidSubscription(
  world: World,
  customer: Customer,
  items: readonly ItemInput[],
  facts: SubscriptionFacts,
  intent: PaymentIntent | null,
): Subscription {
  const { subscription, open } = invoiced(world, begin(world, customer, items, { ...facts, status: "active" }));
  if (intent === null) {
    bookPaid(world, open, null);
    return subscription;
  }
  const session = world.find("local.link", intent.id)?.session ?? null;
  world.put({ object: "local.link", id: intent.id, invoice: open.id, session });
  world.put(newInvoicePayment(open, intent.id, subscription.created));
  if (intent.status === "succeeded") bookPaid(world, world.amend(open, { attempt_count: 1 }), intent);
  return world.get("subscription", subscription.id);
}

function begin(world: World, customer: Customer, items: readonly ItemInput[], facts: SubscriptionFacts): Subscription {
  const created = world.nowOf(customer.id);
  const [first] = items;
  const recurring = first?.price.recurring;
  if (first === undefined || !recurring)
    throw invalid("A subscription has items with a recurring price.", { param: "items" });
  const { anchor, ...given } = facts;
  if (anchor !== undefined && anchor <= created) {
    throw invalid("billing_cycle_anchor must be in the future.", { param: "billing_cycle_anchor" });
  }
  const base = {
    billing_cycle_anchor: anchor ?? created,
    created,
    currency: first.price.currency,
    customer: customer.id,
    test_clock: customer.test_clock ?? null,
    ...given,
  };
  const period = { start: created, end: anchor ?? periodEnd(created, created, recurring) };
  if (customer.currency === null) world.amend(customer, { currency: base.currency });
  return world.put(newSubscription(base, items, period));
}

function firstInvoice(subscription: Subscription) {
  const { start } = periodOf(subscription);
  return { reason: "subscription_create", period: { start, end: start } } as const;
}

function activateAtOnce(world: World, subscription: Subscription): Subscription {
  world.unschedule("expire_incomplete", subscription.id);
  return world.update(subscription, { status: "active" }, "customer.subscription.updated");
}

/** Nobody paid the first invoice for 23 hours. */
export function expireIncomplete(world: World, id: string): void {
  const subscription = world.find("subscription", id);
  if (subscription?.status !== "incomplete") return;
  const invoice = world.find("invoice", subscription.latest_invoice ?? "");
  if (invoice?.status === "open") voidInvoice(world, invoice);
  cancelNow(world, subscription, "incomplete_expired");
}

function noMethod(): StripeError {
  const message =
    "This customer has no attached payment source or default payment method. Please consider adding a default payment method.";
  return invalid(message, { code: "resource_missing" });
}

/** The subscription is not made at all. */
function undone(intent: PaymentIntent): StripeError {
  const { status, body } = declineError(intent);
  return new StripeError(status, body);
}
