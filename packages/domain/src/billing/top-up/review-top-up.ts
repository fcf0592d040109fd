import type { Instant } from "../../ledger/state/ids.ts";
import type { Micros } from "../../money/index.ts";
import { restOf } from "./breaker.ts";
import { decideTopUp, type TopUpDecision, type TopUpFacts, type TopUpSettings } from "./decide-top-up.ts";

/** Where automatic top-up stands. */
export type TopUpState =
  /** `no_card`: there is no valid payment method. `stopped`: the default card declined too often, or for good. */
  | { readonly kind: "off" | "ready" | "no_card" | "stopped" }
  /** It goes on by itself: after the rest of a card that declined, or in the next day or month. */
  | { readonly kind: "rests" | "day_cap" | "month_cap"; readonly until: Instant };

/** What automatic top-up does, and who asks it next. */
export interface TopUpReview {
  readonly decision: TopUpDecision;
  readonly state: TopUpState;
  /** A command that leaves less spendable credit than this asks, in micro-USD; `null` if none may ask. */
  readonly below: Micros | null;
  /** When due work asks; `null` if none does. */
  readonly askAt: Instant | null;
}

/**
 * Decides where automatic top-up stands, and who asks it next. While a payment has no outcome nobody asks, since that
 * outcome does.
 * @param before where it stood, under the same settings; `null` if they are new
 * @source docs/rules.md#automatic-top-up
 */
export function reviewTopUp(settings: TopUpSettings, facts: TopUpFacts, before: TopUpState | null): TopUpReview {
  const decision = decideTopUp(settings, facts);
  const state = stateAfter(settings, facts, decision, before);
  const until = "until" in state ? state.until : null;
  const isArmed = decision.kind === "none" && decision.why === "enough" && state.kind !== "rests";
  const mayAsk = state.kind !== "off" && state.kind !== "no_card" && state.kind !== "stopped";
  return {
    decision,
    state,
    below: isArmed && mayAsk ? settings.threshold : null,
    askAt: decision.kind === "buy" ? facts.now : until,
  };
}

function stateAfter(
  settings: TopUpSettings,
  { card, breaker, now }: TopUpFacts,
  decision: TopUpDecision,
  before: TopUpState | null,
): TopUpState {
  if (!settings.isOn) return { kind: "off" };
  if (card === null) return { kind: "no_card" };
  const rest = restOf(breaker, card, now);
  if (rest.kind === "off") return { kind: "stopped" };
  if (rest.kind === "rests") return { kind: "rests", until: rest.until };
  if (decision.kind === "buy") return { kind: "ready" };
  if (decision.why === "day_cap") return { kind: "day_cap", until: nextDay(now) };
  if (decision.why === "month_cap") return { kind: "month_cap", until: nextMonth(now) };
  // A cap that was reached stays reached, whatever is available meanwhile.
  const isCapped = before?.kind === "day_cap" || before?.kind === "month_cap";
  return isCapped && before.until > now ? before : { kind: "ready" };
}

/** Midnight UTC after an instant. */
function nextDay(at: Instant): Instant {
  const day = new Date(at);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + 1);
}

/** The first of the month (UTC) after an instant. */
function nextMonth(at: Instant): Instant {
  const day = new Date(at);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1);
}

/** The day and the month (UTC) in which an instant counts towards the caps: their first instants. */
export function capWindows(at: Instant): { readonly day: Instant; readonly month: Instant } {
  const day = new Date(at);
  return {
    day: Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()),
    month: Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1),
  };
}
