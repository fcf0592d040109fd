import {
  attemptOfPayment,
  customerOf,
  endEvent,
  GatewayEventEntity,
  type GatewayEventRow,
  organizationOfCustomer,
  putOffEvent,
} from "@scrip/db/billing";
import { inPlatform, reach } from "@scrip/db/connection";
import { type Gateway, GatewayError } from "@scrip/domain/billing/gateway";
import { namedAttempt } from "../attempts/named-attempt.ts";
import type { EventDeps, EventHandler, EventInHand } from "./event-in-hand.ts";
import { EVENTS } from "./events.ts";

/** How long an event waits if the gateway does not answer, or this process has none. */
const PAUSE_SECONDS = 60;

/**
 * Books an event of the inbox, as due work of the platform, and marks it as done. Safe to repeat and to run twice at once.
 * While the gateway does not answer the event waits, however long that takes.
 * @param handlers by the type of the event; tests pass their own
 * @source docs/rules.md#events-of-the-gateway; docs/invariants.md#l30
 */
export async function bookEvent(
  deps: EventDeps,
  id: string,
  handlers: Readonly<Record<string, EventHandler>> = EVENTS,
): Promise<void> {
  const { platform } = deps.homes;
  const event = await platform.repository(GatewayEventEntity).findOneByOrFail({ id });
  const outcome = event.doneAt === null ? await booked(deps, event, handlers) : event.outcome;
  reach("event.booked");
  await inPlatform(platform, (tx) =>
    outcome === null ? putOffEvent(tx, id, PAUSE_SECONDS) : endEvent(tx, id, outcome),
  );
}

/** @returns `null` if the gateway does not answer */
async function booked(
  deps: EventDeps,
  event: GatewayEventRow,
  handlers: Readonly<Record<string, EventHandler>>,
): Promise<"booked" | "ignored" | null> {
  const { gateway } = deps;
  const handler = Object.hasOwn(handlers, event.type) ? handlers[event.type] : undefined;
  if (handler === undefined) return "ignored";
  if (gateway === undefined) return null;
  const inHand = await takeInHand(deps, gateway, event);
  if (inHand === null) return "ignored";
  try {
    return await handler(deps, inHand);
  } catch (error) {
    if (error instanceof GatewayError && error.kind === "unavailable") return null;
    throw error;
  }
}

/** Finds the organization of an event. @returns `null` for a customer of something else on the same account */
async function takeInHand(
  { homes }: EventDeps,
  gateway: Gateway,
  { id, type, objectId, customer: mentioned, payload }: GatewayEventRow,
): Promise<EventInHand | null> {
  const mentions = gateway.events.subjectsOf(payload);
  const subjects = { ...mentions, attempt: namedAttempt(mentions.attempt) };
  const customer = mentioned ?? subjects.customer;
  const ofCustomer = customer === null ? null : await organizationOfCustomer(homes.platform, customer);
  const orgId = ofCustomer ?? (customer === null ? await ofNames(homes.platform, subjects) : null);
  if (orgId === null) return null;
  const own = customer ?? (await customerOf(homes.platform, orgId))?.id ?? null;
  return own === null ? null : { id, type, objectId, orgId, customer: own, subjects };
}

/** The organization of an object without a customer, such as a refund or a dispute: by its payment, or its attempt. */
async function ofNames(
  platform: EventDeps["homes"]["platform"],
  { payment, attempt }: EventInHand["subjects"],
): Promise<string | null> {
  const claimed = payment === null ? null : await attemptOfPayment(platform, payment);
  return claimed?.orgId ?? attempt?.orgId ?? null;
}
