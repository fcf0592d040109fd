import type { PaidPayment } from "@scrip/domain/billing/gateway";
import type Stripe from "stripe";
import { fromCents } from "./cents.ts";
import { ask } from "./errors.ts";
import { fromSeconds } from "./instants.ts";
import { OF_PAYMENT, outcomeOf } from "./outcome.ts";
import { invoiceOf, tagsOfInvoice } from "./read-payment.ts";
import { attemptOf, idOf, memoOf } from "./tags.ts";

/** Every payment that was begun in these seconds and succeeded, the newest first. One call reads a hundred. */
export async function* succeeded(stripe: Stripe, since: number, until: number | null): AsyncIterable<PaidPayment> {
  const expand = OF_PAYMENT.map((field) => `data.${field}`);
  const terms = { created: { gte: since, ...(until !== null && { lte: until }) }, limit: 100, expand };
  let page = await ask(stripe.paymentIntents.list(terms));
  while (true) {
    for (const payment of page.data) if (payment.status === "succeeded") yield await ask(read(stripe, payment));
    const last = page.data.at(-1);
    if (!page.has_more || last === undefined) return;
    page = await ask(stripe.paymentIntents.list({ ...terms, starting_after: last.id }));
  }
}

async function read(stripe: Stripe, payment: Stripe.PaymentIntent): Promise<PaidPayment> {
  const { id, amount_received, currency, livemode, created } = payment;
  const isMarked = attemptOf(payment.metadata) !== null;
  const tags = isMarked ? payment.metadata : tagsOfInvoice(await invoiceOf(stripe, id));
  const { method, paidAt } = outcomeOf(payment);
  const begunAt = fromSeconds(created);
  return {
    id,
    customer: idOf(payment.customer),
    attempt: attemptOf(tags),
    memo: memoOf(tags),
    gross: fromCents(amount_received),
    currency,
    livemode,
    begunAt,
    paidAt: paidAt ?? begunAt,
    method,
  };
}
