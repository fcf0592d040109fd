import { invalid } from "../../protocol/stripe-error.ts";
import type { Invoice } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";

/** Voids an open invoice, with the payment that waits for it. */
export function voidInvoice(world: World, invoice: Invoice): Invoice {
  if (invoice.status !== "open" && invoice.status !== "uncollectible") {
    throw invalid(`You can only pass in open or uncollectible invoices. This invoice is ${invoice.status}.`);
  }
  cancelPayments(world, invoice);
  const voided_at = world.now(invoice.test_clock);
  const change: Partial<Invoice> = {
    amount_remaining: invoice.amount_remaining,
    next_payment_attempt: null,
    status: "void",
    status_transitions: { ...invoice.status_transitions, voided_at },
  };
  return world.become(invoice, change, "invoice.voided");
}

export function markUncollectible(world: World, invoice: Invoice): Invoice {
  if (invoice.status !== "open") throw invalid(`This invoice is ${invoice.status}, and not open.`);
  const marked_uncollectible_at = world.now(invoice.test_clock);
  const change: Partial<Invoice> = {
    next_payment_attempt: null,
    status: "uncollectible",
    status_transitions: { ...invoice.status_transitions, marked_uncollectible_at },
  };
  world.unschedule("retry_invoice", invoice.id);
  return world.become(invoice, change, "invoice.marked_uncollectible");
}

function cancelPayments(world: World, invoice: Invoice): void {
  world.unschedule("retry_invoice", invoice.id);
  const canceled_at = world.now(invoice.test_clock);
  for (const payment of world.all("invoice_payment")) {
    if (payment.invoice !== invoice.id || payment.status !== "open") continue;
    const intent = world.find("payment_intent", payment.payment.payment_intent ?? "");
    if (intent !== undefined && intent.status !== "succeeded") {
      const change = {
        status: "canceled",
        canceled_at,
        cancellation_reason: "void_invoice",
        next_action: null,
      } as const;
      world.become(intent, change, "payment_intent.canceled");
    }
    world.amend(payment, { status: "canceled", status_transitions: { canceled_at, paid_at: null } });
  }
}
