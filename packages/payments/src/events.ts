import type { EventSubjects, GatewayEvent, GatewayEvents } from "@scrip/domain/billing/gateway";
import Stripe from "stripe";
import { ask } from "./errors.ts";
import { fromSeconds, toSeconds } from "./instants.ts";
import { attemptOf, idOf, type Tags } from "./tags.ts";

/** How old a signature may be, in seconds. */
const TOLERANCE = 300;

/** Events of the webhook endpoint. */
export function events(stripe: Stripe, secrets: readonly string[], livemode: boolean): GatewayEvents {
  return {
    async read(body, signature) {
      for (const secret of secrets) {
        const event = await verified(stripe, body, signature, secret);
        if (event !== null) return event.livemode === livemode ? readEvent(event) : null;
      }
      return null;
    },
    async *madeSince(since, types) {
      const terms = { created: { gte: toSeconds(since) }, types: [...types], limit: 100 };
      let page = await ask(stripe.events.list(terms));
      while (true) {
        for (const event of page.data) if (event.livemode === livemode) yield readEvent(event);
        const last = page.data.at(-1);
        if (!page.has_more || last === undefined) return;
        page = await ask(stripe.events.list({ ...terms, starting_after: last.id }));
      }
    },
    subjectsOf,
  };
}

async function verified(stripe: Stripe, body: string, signature: string, secret: string): Promise<Stripe.Event | null> {
  try {
    return await stripe.webhooks.constructEventAsync(body, signature, secret, TOLERANCE);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError) return null;
    throw error;
  }
}

function readEvent(event: Stripe.Event): GatewayEvent {
  const { id, type, livemode, created } = event;
  const about = aboutOf(event);
  const objectId = typeof about.id === "string" ? about.id : id;
  return {
    id,
    type,
    livemode,
    createdAt: fromSeconds(created),
    objectId,
    customer: subjectsOf(event).customer,
    payload: event,
  };
}

/** The object of an event. */
function aboutOf(event: object): Readonly<Record<string, unknown>> {
  const { data } = event as { data?: { object?: unknown } };
  return typeof data?.object === "object" && data.object !== null ? (data.object as Record<string, unknown>) : {};
}

/** What an event is about, with the names of everything that it mentions. */
function subjectsOf(payload: object): EventSubjects {
  const about = aboutOf(payload);
  const own = about.object;
  const named = (field: string, object: string) => (own === object ? text(about.id) : reference(about[field]));
  const { subscription_details: details } = (about.parent ?? {}) as {
    subscription_details?: { subscription?: unknown };
  };
  const { payment_intent: paidBy } = (about.payment ?? {}) as { payment_intent?: unknown };
  return {
    customer: named("customer", "customer"),
    page: own === "checkout.session" ? text(about.id) : null,
    payment: named("payment_intent", "payment_intent") ?? reference(paidBy),
    invoice: named("invoice", "invoice"),
    subscription: named("subscription", "subscription") ?? reference(details?.subscription),
    attempt: attemptOf(about.metadata as Tags | null | undefined),
  };
}

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

function reference(value: unknown): string | null {
  const isObject = typeof value === "object" && value !== null && "id" in value && typeof value.id === "string";
  return isObject ? idOf(value as { id: string }) : text(value);
}
