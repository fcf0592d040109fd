import { randomUUID } from "node:crypto";
import Stripe from "stripe";

/** An event as Stripe sends it. */
export interface SignedEvent {
  readonly id: string;
  readonly body: string;
  readonly signature: string;
}

export interface SigningTerms {
  readonly secret: string;
  /** When it is signed, in milliseconds; now if not given. */
  readonly at?: number;
  readonly type?: string;
  readonly livemode?: boolean;
  readonly id?: string;
  /** What the event is about. */
  readonly object?: object;
}

/** Signs an event with a secret, as Stripe does. */
export function signedEvent(terms: SigningTerms): SignedEvent {
  const { secret, at = Date.now(), type = "payment_intent.succeeded", livemode = false } = terms;
  const { id = `evt_${randomUUID().replaceAll("-", "")}`, object = { id: "pi_1", object: "payment_intent" } } = terms;
  const timestamp = Math.floor(at / 1000);
  const event = { id, object: "event", type, livemode, created: timestamp, data: { object } };
  const body = JSON.stringify(event);
  const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp });
  return { id, body, signature };
}
