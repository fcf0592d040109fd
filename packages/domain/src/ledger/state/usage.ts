import type { Nanos } from "../../money/index.ts";
import { eventKey } from "../../usage/events/event-key.ts";
import type { Charge } from "./entry.ts";
import type { Id, Instant } from "./ids.ts";

/** A usage event with its corrections, which make one meter. */
export interface UsageChain {
  /** The first event. */
  readonly meterId: Id;
  readonly resource: string;
  /** Nano-USD per unit; `null` if `price` says more than a rate. */
  readonly rate: Nanos | null;
  readonly price: string | null;
  readonly project: string | null;
  readonly member: string | null;
  /** The time of the first event, which decides the price and the month. */
  readonly eventAt: Instant;
  /** The last total, in millionths of the unit. */
  readonly quantity: bigint;
  /** The number of its charges. */
  readonly legs: number;
}

/** A span in which an organization had a catalog version or the prices of a contract: `[from, until)`. */
interface Span {
  readonly from: Instant;
  /** `null` means without an end. */
  readonly until: Instant | null;
}

/** The prices of an organization over time, as far as usage events of the batch need them. */
export interface PastPrices {
  readonly versions: readonly (Span & { readonly version: number })[];
  readonly contracts: readonly (Span & { readonly rates: ReadonlyMap<string, Nanos> })[];
}

/** What usage events read: the events that corrections name, and the prices at the time of events. */
export interface UsageFacts {
  /** The meters of events, by the keys of the events. */
  readonly events: Map<string, Id>;
  readonly chains: Map<Id, UsageChain>;
  /** `null` if no event of the batch names its time. */
  readonly prices: PastPrices | null;
}

/** No events, and only the present prices. */
export const noUsage = (): UsageFacts => ({ events: new Map(), chains: new Map(), prices: null });

/** Whether an instant lies in a span. */
export const covers = ({ from, until }: Span, at: Instant): boolean => from <= at && (until === null || at < until);

/** Adds a charge of an event, so that a later correction of the batch finds it. */
export function noteUsage({ events, chains }: UsageFacts, charge: Charge): void {
  const { metered, leg, resource, rate, project, member } = charge;
  if (metered?.meter !== "usage" || metered.source === null || metered.name === null || resource === null) return;
  const { meterId, price, from, quantity, source, name } = metered;
  events.set(eventKey(source, name), meterId);
  chains.set(meterId, { meterId, resource, rate, price, project, member, eventAt: from, quantity, legs: leg });
}
