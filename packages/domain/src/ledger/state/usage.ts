import type { Nanos } from "../../money/index.ts";
import { eventKey } from "../../usage/events/event-key.ts";
import type { UnitCost } from "../../usage/prices/index.ts";
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
  /** The month meter that counts it; `null` for a plain rate. */
  readonly monthId: Id | null;
  /** The number of its charges. */
  readonly legs: number;
}

/** The prices of an organization over time, as far as usage events of the batch need them. */
export interface PastPrices {
  /** The catalog versions, ascending, each from an instant until the next one. None if it is the present one. */
  readonly versions: readonly { readonly from: Instant; readonly version: number }[];
  /** The contracts, each in force in `[from, until)`; without an end if `until` is `null`. */
  readonly contracts: readonly {
    readonly from: Instant;
    readonly until: Instant | null;
    readonly rates: ReadonlyMap<string, UnitCost>;
  }[];
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

/** The catalog version at an instant; before the first known one it was the same. `undefined` for the present one. */
export function versionAt({ versions }: PastPrices, at: Instant): number | undefined {
  return (versions.findLast(({ from }) => from <= at) ?? versions[0])?.version;
}

/** The prices of the contract in force at an instant; `null` if none was. */
export function contractRatesAt({ contracts }: PastPrices, at: Instant): ReadonlyMap<string, UnitCost> | null {
  const inForce = contracts.find(({ from, until }) => from <= at && (until === null || at < until));
  return inForce?.rates ?? null;
}

/** Adds a charge of an event, so that a later correction of the batch finds it. */
export function noteUsage({ events, chains }: UsageFacts, charge: Charge): void {
  const { metered, leg, resource, rate, project, member } = charge;
  if (metered?.meter !== "usage" || metered.source === null || metered.name === null || resource === null) return;
  const { meterId, price, from, quantity, source, name, month } = metered;
  const monthId = month?.meterId ?? null;
  events.set(eventKey(source, name), meterId);
  chains.set(meterId, { meterId, resource, rate, price, project, member, eventAt: from, quantity, monthId, legs: leg });
}
