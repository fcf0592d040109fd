import type { Instant } from "../../ledger/state/ids.ts";
import { CENT, greatest, least, type Micros } from "../../money/index.ts";
import { type Breaker, restOf } from "./breaker.ts";

/** How a member set automatic top-up. Amounts are net, in micro-USD and whole cents. */
export interface TopUpSettings {
  readonly isOn: boolean;
  /** Credit is bought when less than this is available. */
  readonly threshold: Micros;
  /** Buys an amount, or what is missing to a target. */
  readonly buys:
    | { readonly kind: "amount"; readonly amount: Micros }
    | { readonly kind: "up_to"; readonly target: Micros };
  /** The most that is bought in a calendar day, UTC. */
  readonly perDay: Micros;
  /** The most that is bought in a calendar month, UTC. */
  readonly perMonth: Micros;
}

/** What decides about a top-up at one instant. */
export interface TopUpFacts {
  readonly now: Instant;
  /** Micro-USD. */
  readonly available: Micros;
  /** An automatic payment without an outcome or a decision about it, or a Checkout that a member has open. */
  readonly isPaying: boolean;
  /** The default card; `null` without a valid one. */
  readonly card: string | null;
  readonly breaker: Breaker | null;
  /** Bought automatically since midnight UTC, and since the first of the month, net in micro-USD. */
  readonly bought: { readonly day: Micros; readonly month: Micros };
  /** The smallest and the largest purchase of the catalog, in micro-USD. */
  readonly purchases: { readonly minimum: Micros; readonly maximum: Micros };
}

/** A purchase, or why there is none. */
export type TopUpDecision =
  | { readonly kind: "buy"; readonly amount: Micros }
  | {
      readonly kind: "none";
      readonly why: "off" | "enough" | "paying" | "no_card" | "day_cap" | "month_cap" | "card_off";
    }
  | { readonly kind: "none"; readonly why: "card_rests"; readonly until: Instant };

/**
 * Decides whether credit is bought now, and how much. A purchase that would pass a cap is not made smaller.
 * @source docs/rules.md#automatic-top-up; docs/invariants.md#l24
 */
export function decideTopUp(settings: TopUpSettings, facts: TopUpFacts): TopUpDecision {
  if (!settings.isOn) return none("off");
  if (facts.available >= settings.threshold) return none("enough");
  if (facts.isPaying) return none("paying");
  if (facts.card === null) return none("no_card");
  const rest = restOf(facts.breaker, facts.card, facts.now);
  if (rest.kind === "off") return none("card_off");
  if (rest.kind === "rests") return { kind: "none", why: "card_rests", until: rest.until };
  const amount = amountOf(settings, facts);
  if (facts.bought.day + amount > settings.perDay) return none("day_cap");
  if (facts.bought.month + amount > settings.perMonth) return none("month_cap");
  return { kind: "buy", amount };
}

/** Whole cents, within what the catalog sells at once. */
function amountOf({ buys }: TopUpSettings, { available, purchases }: TopUpFacts): Micros {
  if (buys.kind === "amount") return buys.amount;
  const missing = greatest(0n, buys.target - available);
  const cents = ((missing + CENT - 1n) / CENT) * CENT;
  return least(purchases.maximum, greatest(purchases.minimum, cents));
}

function none(why: Exclude<Extract<TopUpDecision, { kind: "none" }>["why"], "card_rests">): TopUpDecision {
  return { kind: "none", why };
}
