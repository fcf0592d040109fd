import { invalid, StripeError } from "../../protocol/stripe-error.ts";
import type { Invoice, PaymentIntent, PaymentMethod } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";
import { type AttemptOptions, attemptPayment } from "../payments/attempt.ts";
import { declineError } from "../payments/decline-error.ts";
import { instrumentOf, wantsAuthentication } from "../payments/instruments.ts";
import { checkUse } from "../payments/use-method.ts";
import { bookFailed, bookPaid, bookPayment, subscriptionOf } from "./book.ts";
import { paymentOf } from "./finalize.ts";

interface Paid {
  readonly invoice: Invoice;
  /** Null if there was nothing to pay, or nothing to pay with. */
  readonly intent: PaymentIntent | null;
}

/**
 * Collects an open invoice with the payment method at hand, and books the outcome. It never throws for a decline.
 * Any attempt counts as the first one; after that, only Stripe's own retries count.
 */
export function collect(world: World, open: Invoice, given?: PaymentMethod, options?: Partial<AttemptOptions>): Paid {
  if (open.amount_remaining === 0) return { invoice: bookPaid(world, open, null), intent: null };
  const intent = paymentOf(world, open);
  const method = given ?? defaultMethod(world, open);
  const attempt_count =
    given === undefined && options === undefined ? open.attempt_count + 1 : Math.max(1, open.attempt_count);
  const invoice = world.update(open, { attempt_count, attempted: true }, "invoice.updated");
  if (method === undefined) return { invoice: bookFailed(world, invoice), intent: null };
  checkUse(world, intent, method);
  const tried = attemptPayment(world, intent, method, {
    // The bank may ask for the customer, who then finds the payment waiting: so the attempt itself does not fail.
    isOffSession: options?.isOffSession ?? !asksCustomer(world, method),
    returnUrl: options?.returnUrl ?? null,
  });
  return { invoice: bookPayment(world, invoice, tried), intent: tried };
}

/** Pays an invoice as the API does. @throws StripeError 402 for a decline, which stays booked */
export function payInvoice(world: World, invoice: Invoice, given?: PaymentMethod, isOffSession?: boolean): Invoice {
  if (invoice.status === "paid") throw invalid("Invoice is already paid", { code: "invoice_already_paid" });
  if (invoice.status !== "open" && invoice.status !== "uncollectible") {
    throw invalid(`This invoice cannot be paid: it is ${invoice.status}.`, { code: "invoice_not_open" });
  }
  if (given === undefined && defaultMethod(world, invoice) === undefined) {
    const message =
      "There is no `default_payment_method` set on this Customer or Invoice. Please pass in `payment_method`, or set `default_payment_method`.";
    throw invalid(message, { code: "missing" });
  }
  const { invoice: booked, intent } = collect(world, invoice, given, isOffSession ? { isOffSession } : {});
  if (intent?.status === "requires_payment_method") throw declineError(intent);
  if (intent?.status !== "requires_action") return booked;
  const message =
    "This payment requires additional user action before it can be completed successfully. Payment can be completed using the PaymentIntent associated with this invoice.";
  const body = {
    type: "card_error",
    code: "invoice_payment_intent_requires_action",
    message,
    payment_intent: intent,
  } as const;
  throw new StripeError(402, body, true);
}

function asksCustomer(world: World, method: PaymentMethod): boolean {
  const instrument = instrumentOf(world, method);
  return instrument.kind === "card" && wantsAuthentication(instrument.behaviour, instrument.isSetUp, true);
}

/** The payment method of the invoice, of the subscription, or of the customer: in this order. */
export function defaultMethod(world: World, invoice: Invoice): PaymentMethod | undefined {
  const customer = world.find("customer", invoice.customer ?? "");
  const id =
    invoice.default_payment_method ??
    subscriptionOf(world, invoice)?.default_payment_method ??
    customer?.invoice_settings.default_payment_method;
  return id == null ? undefined : world.find("payment_method", id);
}
