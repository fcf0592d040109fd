import type { Instant } from "../../ledger/state/ids.ts";

/** What the gateway was told of a subscription, last: it goes on, it ends with its period, or it has ended. */
export type Told = "running" | "ending" | "ended";

/** What Scrip knows of a subscription of the gateway. */
export interface SubscriptionStanding {
  /** Whether its first payment is booked: the plan has started. */
  readonly isStarted: boolean;
  readonly told: Told;
  /** Whether a wish of Scrip's own is on its way to the gateway, which then knows less than Scrip. */
  readonly isTelling: boolean;
  /** The running period; `null` before the start, and after the end of the plan. */
  readonly period: RunningPeriod | null;
}

/** The running period of a plan. */
export interface RunningPeriod {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly isPaid: boolean;
}

/** What the gateway says now. The news itself says only where to look. */
export interface SubscriptionSeen {
  /** Whether the first payment succeeded. */
  readonly isPaid: boolean;
  readonly isEnding: boolean;
  readonly endedAt: Instant | null;
}

/** What follows: the plan starts, ends with its period, goes on after all, or ends at once. */
export type SubscriptionFollows = "start" | "cancel" | "undo" | "end" | null;

/** How far the ends of periods are apart at the gateway and here, at most. */
const NEAR_MS = 60_000;

/**
 * Decides what follows from news of a subscription of the gateway. Old news, repeated news and news in another order lead
 * to the same end, since they only make Scrip look. What Scrip said itself is no wish of a member.
 * @returns what follows, and the standing after it
 * @source docs/rules.md#plans-at-the-gateway
 */
export function afterNews(
  standing: SubscriptionStanding,
  seen: SubscriptionSeen,
): { readonly follows: SubscriptionFollows; readonly standing: SubscriptionStanding } {
  const { isStarted, told, isTelling, period } = standing;
  const stays = { follows: null, standing };
  if (!isStarted) return seen.isPaid ? { follows: "start", standing: { ...standing, isStarted: true } } : stays;
  if (told === "ended") return stays;
  if (seen.endedAt !== null) {
    const follows = period !== null && isEarly(seen.endedAt, told, period) ? "end" : null;
    return { follows, standing: { ...standing, told: "ended", period: follows === null ? period : null } };
  }
  const isEnding = told === "ending";
  if (isTelling || period === null || seen.isEnding === isEnding) return stays;
  if (!seen.isEnding) return { follows: "undo", standing: { ...standing, told: "running" } };
  // A wish that comes after the renewal, before its payment, was about the period before.
  if (!period.isPaid) return { follows: "end", standing: { ...standing, told: "ending", period: null } };
  return { follows: "cancel", standing: { ...standing, told: "ending" } };
}

/**
 * Whether somebody ended a subscription that Scrip lets go on. One that runs out with its period does what Scrip's own
 * calendar does; so does one that Scrip let run out for another that begins with the running period.
 */
function isEarly(endedAt: Instant, told: Told, { startsAt, endsAt }: RunningPeriod): boolean {
  const isReplaced = told === "ending" && endedAt <= startsAt + NEAR_MS;
  return !isReplaced && endedAt < endsAt - NEAR_MS;
}
