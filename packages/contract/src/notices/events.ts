import type { z } from "zod";
import { BILLING_EVENTS } from "./events/billing-events.ts";
import { CREDIT_EVENTS } from "./events/credit-events.ts";
import type { EventSpec } from "./events/event.ts";
import { PLAN_EVENTS } from "./events/plan-events.ts";
import { WEBHOOK_EVENTS } from "./events/webhook-events.ts";

export { type EventSpec, SEVERITIES, type Severity } from "./events/event.ts";

/**
 * Every kind of event that Scrip reports in the inbox, by e-mail and by webhooks. A notice is one event of an
 * organization. The reference of events in the docs is made from this table.
 * @source docs/rules.md#alerts
 */
export const EVENTS = { ...CREDIT_EVENTS, ...PLAN_EVENTS, ...BILLING_EVENTS, ...WEBHOOK_EVENTS } as const;

/** A kind of event, such as `balance.low`. */
export type EventKind = keyof typeof EVENTS;

/** The values of an event. */
export type EventData<Kind extends EventKind> = z.infer<(typeof EVENTS)[Kind]["data"]>;

/** A kind of event with its values. */
export type EventContent<Kinds extends EventKind = EventKind> = {
  [Kind in Kinds]: { readonly kind: Kind; readonly data: EventData<Kind> };
}[Kinds];

/** Every kind, in the order of the table. */
export const EVENT_KINDS = Object.keys(EVENTS) as EventKind[];

/** Whether a text is a kind of this version. A stored notice may have a kind of a later version. */
export function isEventKind(kind: string): kind is EventKind {
  return Object.hasOwn(EVENTS, kind);
}

/** What the table says about a kind. */
export function eventSpec(kind: EventKind): EventSpec {
  return EVENTS[kind];
}

/**
 * Reads the values of a stored or a new event.
 * @throws ZodError if they are not those of the kind
 */
export function parseEvent(kind: EventKind, data: unknown): EventContent {
  return { kind, data: EVENTS[kind].data.parse(data) } as EventContent;
}
