import type { Instant } from "../../ledger/state/ids.ts";
import type { Attempt } from "./attempt.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * How long after the first request the gateway may be asked again under the same key. It keeps keys for 24 hours, and
 * would then charge a second time.
 */
export const RESEND_MS = 23 * HOUR_MS;

/** How long an outcome is looked up before an operator decides: three days, as long as the gateway retries its events. */
export const GIVE_UP_MS = 72 * HOUR_MS;

/** Minutes before each of the first look-ups of an outcome. */
const LOOK_UP_MINUTES: readonly number[] = [1, 2, 5];

/** Minutes between the later look-ups, which become fewer after a day, and after a week. */
const LATER: readonly { readonly until: number; readonly minutes: number }[] = [
  { until: 147, minutes: 10 },
  { until: 291, minutes: 60 },
];
const LAST_MINUTES = 24 * 60;

/**
 * Minutes before each of the first look-ups of a page that waits for the member, and then between the later ones. The event
 * and the way back tell of a payment at once; a page is open for an hour or a day.
 */
const OPEN_PAGE_MINUTES: readonly number[] = [1, 2, 5, 10, 20, 40];
const LATER_PAGE_MINUTES = 6 * 60;

/** After that no page is open any more: the longest time of one, a day, and a minute for clocks that differ. */
const PAGE_OVER_MS = 24 * HOUR_MS + MINUTE_MS;

/** The next step of an attempt. */
export type AttemptStep = "send" | "look_up" | "abandon" | "none";

/**
 * What is done with an attempt that has no outcome: the gateway is asked, again under the same key if a process died
 * while it waited for the answer. After 23 hours, and once an answer was lost, the outcome is only looked up. A page is
 * only opened for a member who waits for it: one that was not opened is abandoned, and any other is looked up.
 * @source docs/rules.md#payment-attempts
 */
export function nextStep({ way, state, submittedAt }: Attempt, now: Instant): AttemptStep {
  if (state === "created") return way === "page" ? "abandon" : "send";
  if (state === "unknown") return "look_up";
  if (state !== "submitted") return "none";
  if (way === "page") return "look_up";
  return submittedAt !== null && now - submittedAt >= RESEND_MS ? "look_up" : "send";
}

/** What decides when a page is looked up. */
export interface OpenPage extends Pick<Attempt, "lookUps"> {
  /** When the member asked for the page. */
  readonly createdAt: Instant;
}

/**
 * When a page that waits for the member is looked up again; also at the moment at which it must have ended, so that the
 * member can ask for another one.
 * @source docs/rules.md#payment-attempts
 */
export function nextPageLookUp({ lookUps, createdAt }: OpenPage, now: Instant): Instant {
  const next = now + (OPEN_PAGE_MINUTES[lookUps] ?? LATER_PAGE_MINUTES) * MINUTE_MS;
  const over = createdAt + PAGE_OVER_MS;
  return now < over ? Math.min(next, over) : next;
}

/**
 * When an outcome is looked up again.
 * @source docs/rules.md#payment-attempts
 */
export function nextLookUp({ lookUps }: Attempt, now: Instant): Instant {
  const minutes = LOOK_UP_MINUTES[lookUps] ?? LATER.find(({ until }) => lookUps < until)?.minutes ?? LAST_MINUTES;
  return now + minutes * MINUTE_MS;
}
