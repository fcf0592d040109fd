import type Stripe from "stripe";
import { ask, find } from "./errors.ts";

/** Ends a subscription now, and closes what it has not paid. Safe to repeat. */
export async function endSubscription(stripe: Stripe, id: string): Promise<void> {
  const there = await find(stripe.subscriptions.retrieve(id));
  if (there === null) return;
  if (there.ended_at === null) await ask(stripe.subscriptions.cancel(id, { invoice_now: false, prorate: false }));
  for (const status of ["draft", "open"] as const) {
    const { data } = await ask(stripe.invoices.list({ subscription: id, status, limit: 100 }));
    for (const invoice of data) await closeInvoice(stripe, invoice);
  }
}

/** Voids an invoice, which must be final for that: Stripe deletes no draft of a subscription. */
async function closeInvoice(stripe: Stripe, { id, status }: Stripe.Invoice): Promise<void> {
  if (status === "draft") await ask(stripe.invoices.finalizeInvoice(id, { auto_advance: false }));
  await ask(stripe.invoices.voidInvoice(id));
}
