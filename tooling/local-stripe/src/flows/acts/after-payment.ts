import type { CheckoutSession, PaymentIntent, SetupIntent } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";
import { completeSession, settleSession } from "../checkout/complete.ts";
import { bookPayment } from "../invoices/book.ts";

/** Books what became of a payment where it belongs: in its invoice, and in its Checkout session. */
export function afterPayment(world: World, intent: PaymentIntent): void {
  const link = world.find("local.link", intent.id);
  if (link === undefined) return;
  const invoice = link.invoice === null ? undefined : world.find("invoice", link.invoice);
  if (invoice?.status === "open" || invoice?.status === "uncollectible") bookPayment(world, invoice, intent);
  const session = sessionOf(world, intent.id);
  if (session?.status === "open" && isUnderWay(intent)) completeSession(world, session, intent);
  else if (session?.status === "complete" && session.payment_status === "unpaid") settleSession(world, session, intent);
}

/** Completes the Checkout session of a card that is saved now. */
export function afterSetup(world: World, intent: SetupIntent): void {
  const session = sessionOf(world, intent.id);
  if (session?.status === "open" && intent.status === "succeeded") completeSession(world, session, intent);
}

function isUnderWay({ status }: PaymentIntent): boolean {
  return status === "succeeded" || status === "processing";
}

function sessionOf(world: World, intent: string): CheckoutSession | undefined {
  const id = world.find("local.link", intent)?.session;
  return id == null ? undefined : world.find("checkout.session", id);
}
