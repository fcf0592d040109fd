import type { GatewayOutcome, LookUp, PageState } from "@scrip/domain/billing/gateway";
import type Stripe from "stripe";
import { firstOutcome } from "./begin-subscription.ts";
import { ask, find } from "./errors.ts";
import { invoiceOutcome, OF_INVOICE } from "./invoice-outcome.ts";
import { bare, isLastTryOf, OF_PAYMENT, outcomeOf } from "./outcome.ts";
import { attemptOf, idOf } from "./tags.ts";

/**
 * Looks up what became of an attempt: by the name that is known of it, else by the marks on everything of its customer.
 * It only reads.
 */
export async function lookUp(stripe: Stripe, known: LookUp): Promise<GatewayOutcome> {
  if (known.page !== null) return ofPage(stripe, known.page, known.attemptId);
  if (known.invoice !== null) return ofInvoice(stripe, known.invoice, known);
  if (known.payment !== null) return ofPayment(stripe, known.payment, known.attemptId);
  return byMarks(stripe, known);
}

async function ofPage(stripe: Stripe, id: string, attemptId: string): Promise<GatewayOutcome> {
  const session = await find(stripe.checkout.sessions.retrieve(id));
  if (session === null) return bare({ kind: "not_found" });
  const names = { page: { id, url: session.url, state: stateOf(session) } };
  if (session.status === "expired") return { ...bare({ kind: "failed", why: "abandoned" }), ...names };
  if (session.status === "open") return { ...bare({ kind: "open" }), ...names };
  const subscription = idOf(session.subscription);
  const invoice = idOf(session.invoice);
  const payment = idOf(session.payment_intent);
  if (payment !== null) return { ...(await ofPayment(stripe, payment, attemptId)), ...names, invoice };
  const outcome =
    subscription === null ? bare({ kind: "processing" as const }) : await ofSubscription(stripe, subscription);
  return { ...outcome, ...names, invoice, subscription };
}

function stateOf({ status }: Stripe.Checkout.Session): PageState {
  if (status === "complete") return "complete";
  return status === "expired" ? "expired" : "open";
}

async function ofSubscription(stripe: Stripe, id: string): Promise<GatewayOutcome> {
  return firstOutcome(stripe, await ask(stripe.subscriptions.retrieve(id)));
}

async function ofPayment(stripe: Stripe, id: string, attemptId: string): Promise<GatewayOutcome> {
  const payment = await find(stripe.paymentIntents.retrieve(id, { expand: OF_PAYMENT }));
  if (payment === null) return bare({ kind: "not_found" });
  const isTried = payment.status === "succeeded" || isLastTryOf(payment, attemptId);
  return isTried ? outcomeOf(payment) : { ...bare({ kind: "not_found" }), payment: id };
}

/** An invoice that was voided may have been replaced by a payment of the same attempt. */
async function ofInvoice(stripe: Stripe, id: string, known: LookUp): Promise<GatewayOutcome> {
  const invoice = await find(stripe.invoices.retrieve(id, { expand: OF_INVOICE }));
  const isGone = invoice === null || invoice.status === "void";
  return isGone ? byMarks(stripe, known) : invoiceOutcome(stripe, invoice, known.attemptId);
}

/** Nothing is known: the answer that had the name was lost. */
async function byMarks(stripe: Stripe, known: LookUp): Promise<GatewayOutcome> {
  const { attemptId, customer } = known;
  const isOurs = ({ metadata }: { metadata: Stripe.Metadata | null }) => attemptOf(metadata)?.attemptId === attemptId;
  const session = await first(stripe.checkout.sessions.list({ customer, limit: 100 }), isOurs);
  if (session !== null) return ofPage(stripe, session.id, attemptId);
  const isCollected = (invoice: Stripe.Invoice) => invoice.status !== "void" && isOurs(invoice);
  const invoice = await first(stripe.invoices.list({ customer, limit: 100 }), isCollected);
  if (invoice !== null) return ofInvoice(stripe, invoice.id, known);
  const isAlive = (payment: Stripe.PaymentIntent) => payment.status !== "canceled" && isOurs(payment);
  const payment = await first(stripe.paymentIntents.list({ customer, limit: 100 }), isAlive);
  if (payment !== null) return ofPayment(stripe, payment.id, attemptId);
  const begun = await first(stripe.subscriptions.list({ customer, status: "all", limit: 100 }), isOurs);
  return begun === null ? bare({ kind: "not_found" }) : firstOutcome(stripe, begun);
}

/** The first one that fits, of a list from the newest to the oldest. */
async function first<T>(list: AsyncIterable<T>, fits: (item: T) => boolean): Promise<T | null> {
  const all = async () => {
    for await (const item of list) if (fits(item)) return item;
    return null;
  };
  return find(all());
}
