import { newInvoice, newInvoiceLine, newInvoicePayment, withLines } from "../../objects/invoice.ts";
import { taxesOf } from "../../objects/tax.ts";
import type { CheckoutSession, LineItem, PaymentIntent, PaymentMethod, SetupIntent } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";
import { bookPaid } from "../invoices/book.ts";
import { finalize } from "../invoices/finalize.ts";
import { attachMethod } from "../payments/attach.ts";
import { createPaidSubscription } from "../subscriptions/create.ts";

type Done = Pick<CheckoutSession, "payment_status"> & Partial<CheckoutSession>;

/** Completes a session whose intent succeeded, or is processing: then the session is complete and not paid yet. */
export function completeSession(
  world: World,
  session: CheckoutSession,
  intent: PaymentIntent | SetupIntent,
): CheckoutSession {
  if (intent.object === "setup_intent") return finish(world, session, { payment_status: "no_payment_required" });
  const isPaid = intent.status === "succeeded";
  const payment_status = isPaid ? "paid" : "unpaid";
  if (session.mode === "subscription")
    return finish(world, session, { payment_status, ...subscribe(world, session, intent) });
  const invoice = isPaid && session.invoice_creation?.enabled ? invoiceOf(world, session, intent) : null;
  return finish(world, session, { payment_status, payment_intent: intent.id, invoice });
}

/** A session of no amount: a subscription that is free. */
export function completeWithoutPayment(world: World, session: CheckoutSession, method: PaymentMethod): CheckoutSession {
  if (session.customer !== null) attachMethod(world, method, session.customer);
  const made = session.mode === "subscription" ? subscribe(world, session, null, method.id) : {};
  return finish(world, session, { payment_status: "no_payment_required", ...made });
}

/** The bank decided on a delayed payment of a complete session. */
export function settleSession(world: World, session: CheckoutSession, intent: PaymentIntent): CheckoutSession {
  if (intent.status !== "succeeded") {
    world.emit("checkout.session.async_payment_failed", session);
    return session;
  }
  const invoice =
    session.mode === "payment" && session.invoice_creation?.enabled ? invoiceOf(world, session, intent) : null;
  const change = { payment_status: "paid", ...(invoice === null ? {} : { invoice }) } as const;
  return world.become(session, change, "checkout.session.async_payment_succeeded");
}

function finish(world: World, session: CheckoutSession, done: Done): CheckoutSession {
  world.unschedule("expire_checkout", session.id);
  return world.become(session, { ...done, status: "complete", url: null }, "checkout.session.completed");
}

/** The subscription and its first invoice are made after the payment. */
function subscribe(
  world: World,
  session: CheckoutSession,
  intent: PaymentIntent | null,
  method?: string,
): Partial<CheckoutSession> {
  const { lines, subscription: facts } = world.get("local.checkout_order", session.id);
  const customer = world.get("customer", session.customer ?? "");
  // The default rates of the subscription are not those of its items.
  const ownRates = (taxes: LineItem["taxes"]) =>
    facts.default_tax_rates?.length ? [] : (taxes ?? []).map(({ rate }) => rate);
  const items = lines.flatMap(({ price, quantity, taxes }) =>
    price?.recurring ? [{ price, quantity: quantity ?? 1, taxRates: ownRates(taxes) }] : [],
  );
  const default_payment_method = method ?? intent?.payment_method ?? null;
  const subscription = createPaidSubscription(world, customer, items, { ...facts, default_payment_method }, intent);
  return { subscription: subscription.id, invoice: subscription.latest_invoice };
}

/** With `invoice_creation`, a payment has an invoice too. It is made paid. */
function invoiceOf(world: World, session: CheckoutSession, intent: PaymentIntent): string | null {
  if (session.customer === null) return null;
  const customer = world.get("customer", session.customer);
  const taxIds = world.all("tax_id").filter((taxId) => taxId.customer === customer.id);
  const { description, footer, metadata } = session.invoice_creation?.invoice_data ?? {};
  const draft = newInvoice(world.account, customer, taxIds, {
    auto_advance: false,
    billing_reason: "manual",
    created: world.nowOf(customer.id),
    currency: intent.currency,
    description: description ?? null,
    footer: footer ?? null,
    metadata: metadata ?? {},
  });
  const { lines } = world.get("local.checkout_order", session.id);
  const created = world.create(withLines(draft, lines.map(lineOf)), "invoice.created");
  const open = finalize(world, created);
  world.put({ object: "local.link", id: intent.id, invoice: open.id, session: session.id });
  world.put(newInvoicePayment(open, intent.id, open.created));
  bookPaid(world, world.amend(open, { attempt_count: 1 }), intent);
  return open.id;
}

function lineOf({ amount_subtotal, currency, description, price, quantity, taxes }: LineItem) {
  const date = Math.floor(price?.created ?? 0);
  return newInvoiceLine({
    amount: amount_subtotal,
    currency,
    description,
    parent: null,
    period: { end: date, start: date },
    pricing:
      price === null
        ? null
        : {
            price_details: { price: price.id, product: price.product },
            type: "price_details",
            unit_amount_decimal: price.unit_amount_decimal,
          },
    quantity: quantity ?? 1,
    taxes: taxesOf(
      amount_subtotal,
      (taxes ?? []).map(({ rate }) => rate),
    ),
  });
}
