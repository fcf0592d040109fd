import { newCustomer } from "../../objects/customer.ts";
import { newPaymentIntent } from "../../objects/payment-intent.ts";
import type { TaxIdType } from "../../objects/tax-id.ts";
import { invalid } from "../../protocol/stripe-error.ts";
import type { CheckoutSession, PaymentIntent, PaymentMethod } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";
import { createTaxId } from "../customers/tax-ids.ts";
import { attachMethod } from "../payments/attach.ts";
import { attemptPayment } from "../payments/attempt.ts";
import { declineError, setupError } from "../payments/decline-error.ts";
import { type MethodInput, newMethod } from "../payments/new-method.ts";
import { attemptSetup } from "../payments/setup.ts";
import { checkUse } from "../payments/use-method.ts";
import { completeSession, completeWithoutPayment } from "./complete.ts";

/** What a person enters at Checkout. */
export interface CheckoutEntry {
  readonly method: MethodInput | { readonly type: "saved"; readonly id: string };
  readonly email?: string | undefined;
  /** The person wants the card kept for the next time, where the session offers it. */
  readonly save?: boolean | undefined;
  readonly tax_id?: { readonly type: string; readonly value: string } | undefined;
}

/**
 * The person pays, or saves a card.
 * @returns the id of the intent that waits for an authentication, or null if the session is complete
 * @throws StripeError 402 if the card is declined; the session stays open for another one
 */
export function submitCheckout(world: World, sessionId: string, entry: CheckoutEntry): { authenticate: string | null } {
  const opened = world.get("checkout.session", sessionId);
  if (opened.status !== "open") throw invalid(`This Checkout session is ${opened.status}.`);
  const method = methodOf(world, opened, entry);
  const session = withDetails(world, withCustomer(world, opened, entry), method, entry);
  if (session.mode === "setup") return submitSetup(world, session, method);
  if (session.amount_total === 0) {
    completeWithoutPayment(world, session, method);
    return { authenticate: null };
  }
  const isKept = entry.save === true && session.saved_payment_method_options?.payment_method_save === "enabled";
  if (isKept && session.customer !== null)
    attachMethod(world, world.amend(method, { allow_redisplay: "always" }), session.customer);
  return submitPayment(world, session, world.get("payment_method", method.id));
}

function submitSetup(world: World, session: CheckoutSession, method: PaymentMethod) {
  const { customer } = session;
  const intent = world.amend(world.get("setup_intent", session.setup_intent ?? ""), { customer });
  checkUse(world, intent, method);
  const tried = attemptSetup(world, intent, method, { returnUrl: session.url });
  if (tried.status === "requires_payment_method") throw setupError(tried);
  if (tried.status === "requires_action") return { authenticate: tried.id };
  completeSession(world, session, tried);
  return { authenticate: null };
}

function submitPayment(world: World, session: CheckoutSession, method: PaymentMethod) {
  const intent = intentOf(world, session);
  checkUse(world, intent, method);
  const tried = attemptPayment(world, intent, method, { isOffSession: false, returnUrl: session.url });
  if (tried.status === "requires_payment_method") throw declineError(tried);
  if (tried.status === "requires_action") return { authenticate: tried.id };
  completeSession(world, session, tried);
  return { authenticate: null };
}

/** The payment intent of the session; a second card is charged to the same one. */
function intentOf(world: World, session: CheckoutSession): PaymentIntent {
  const order = world.get("local.checkout_order", session.id);
  const there = world.find("payment_intent", order.paymentIntent ?? "");
  if (there !== undefined) return there;
  const intent = newPaymentIntent({
    amount: session.amount_total ?? 0,
    created: world.nowOf(session.customer),
    currency: session.currency ?? "usd",
    customer: session.customer,
    payment_method_types: session.payment_method_types as string[],
    automatic_payment_methods: null,
    ...(session.mode === "subscription"
      ? { description: "Subscription creation", setup_future_usage: "off_session" }
      : {}),
    ...order.intent,
  });
  world.create(intent, "payment_intent.created");
  world.put({ object: "local.link", id: intent.id, invoice: null, session: session.id });
  world.amend(order, { paymentIntent: intent.id });
  return intent;
}

function methodOf(world: World, session: CheckoutSession, { method }: CheckoutEntry): PaymentMethod {
  if (method.type !== "saved") return newMethod(world, method, world.clockOf(session.customer));
  const saved = world.get("payment_method", method.id, "payment_method");
  if (saved.customer === null || saved.customer !== session.customer)
    throw invalid("This is not a card of the customer.");
  return saved;
}

/** The customer of the session. One is made if the session needs it: to save a card, or for a subscription. */
function withCustomer(world: World, session: CheckoutSession, { email }: CheckoutEntry): CheckoutSession {
  if (session.customer !== null) return session;
  const order = world.get("local.checkout_order", session.id);
  const isNeeded =
    session.mode !== "payment" || session.customer_creation === "always" || order.intent.setup_future_usage != null;
  if (!isNeeded) return session;
  const customer = newCustomer(world.now(), { email: email ?? session.customer_email });
  world.create(customer, "customer.created");
  world.amend(order, { customer: customer.id });
  return world.amend(session, { customer: customer.id });
}

/** Copies what was entered to the session, and to the customer as the session asks. */
function withDetails(
  world: World,
  session: CheckoutSession,
  { billing_details }: PaymentMethod,
  { email, tax_id }: CheckoutEntry,
): CheckoutSession {
  const { customerUpdate } = world.get("local.checkout_order", session.id);
  const before = session.customer === null ? undefined : world.find("customer", session.customer);
  if (before !== undefined) {
    const isNew = world.get("local.checkout_order", session.id).customer === before.id;
    const change = {
      ...((customerUpdate.address || isNew) && billing_details.address?.country
        ? { address: billing_details.address }
        : {}),
      ...((customerUpdate.name || isNew) && billing_details.name !== null ? { name: billing_details.name } : {}),
    };
    world.update(before, change, "customer.updated");
  }
  const taxIds = tax_id === undefined ? [] : [tax_id];
  if (session.customer !== null && tax_id !== undefined) {
    createTaxId(world, session.customer, tax_id.type as TaxIdType, tax_id.value);
  }
  return world.amend(session, {
    customer_details: {
      address: billing_details.address,
      business_name: null,
      email: email ?? before?.email ?? session.customer_email,
      individual_name: null,
      name: billing_details.name,
      phone: billing_details.phone,
      tax_exempt: before?.tax_exempt ?? "none",
      tax_ids: taxIds.map(({ type, value }) => ({ type: type as never, value })),
    },
  });
}
