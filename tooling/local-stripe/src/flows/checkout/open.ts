import { newCheckoutSession, newSessionId } from "../../objects/checkout-session.ts";
import { newSetupIntent } from "../../objects/setup-intent.ts";
import { checkAmount } from "../../protocol/amounts.ts";
import { invalid } from "../../protocol/stripe-error.ts";
import type { CheckoutSession, LineItem } from "../../wire/objects.ts";
import type { CheckoutOrder } from "../../world/private-objects.ts";
import type { World } from "../../world/world.ts";

const HALF_HOUR = 30 * 60;
const DAY = 24 * 60 * 60;

export interface SessionFacts extends Partial<CheckoutSession> {
  readonly mode: "payment" | "setup" | "subscription";
  readonly currency: string | null;
  readonly payment_method_types: string[];
}

/** Opens a Checkout session, for a day at most. */
export function openSession(
  world: World,
  facts: SessionFacts,
  lines: readonly LineItem[],
  order: Omit<CheckoutOrder, "object" | "id" | "lines">,
): CheckoutSession {
  const clock = world.clockOf(facts.customer);
  const created = world.now(clock);
  const expires_at = facts.expires_at ?? created + DAY;
  if (expires_at < created + HALF_HOUR || expires_at > created + DAY) {
    const message =
      "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.";
    throw invalid(message, { param: "expires_at" });
  }
  const id = newSessionId();
  const session = newCheckoutSession(
    id,
    { ...facts, created, expires_at, url: `${world.baseUrl}/checkout/${id}` },
    lines,
  );
  if (facts.mode === "payment" && session.amount_total !== null && session.amount_total > 0) {
    checkAmount(session.amount_total, session.currency ?? "usd");
  }
  world.put({ ...order, object: "local.checkout_order", id, lines });
  world.schedule("expire_checkout", id, expires_at, clock);
  return world.put(facts.mode === "setup" ? withSetupIntent(world, session, order) : session);
}

/** In setup mode the intent is there from the start; a payment intent comes when the customer pays. */
function withSetupIntent(
  world: World,
  session: CheckoutSession,
  { intent }: Pick<CheckoutOrder, "intent">,
): CheckoutSession {
  const made = newSetupIntent({
    created: session.created,
    customer: session.customer,
    payment_method_types: session.payment_method_types,
    automatic_payment_methods: null,
    ...intent,
  });
  world.create(made, "setup_intent.created");
  world.put({ object: "local.link", id: made.id, invoice: null, session: session.id });
  return { ...session, setup_intent: made.id };
}

/** Closes a session that nobody completed, with what waits for it. */
export function expireSession(world: World, session: CheckoutSession): CheckoutSession {
  if (session.status !== "open") {
    throw invalid(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
    );
  }
  world.unschedule("expire_checkout", session.id);
  const setup = world.find("setup_intent", session.setup_intent ?? "");
  if (setup !== undefined && setup.status !== "succeeded") {
    world.become(
      setup,
      { status: "canceled", cancellation_reason: "abandoned", next_action: null },
      "setup_intent.canceled",
    );
  }
  const intent = world.find("payment_intent", world.get("local.checkout_order", session.id).paymentIntent ?? "");
  if (intent !== undefined && intent.status !== "succeeded") {
    const canceled_at = world.nowOf(intent.customer);
    const change = { status: "canceled", canceled_at, cancellation_reason: "automatic", next_action: null } as const;
    world.become(intent, change, "payment_intent.canceled");
  }
  return world.become(session, { status: "expired", url: null }, "checkout.session.expired");
}

export function expireByItself(world: World, id: string): void {
  const session = world.find("checkout.session", id);
  if (session?.status === "open") expireSession(world, session);
}
