import type { Micros } from "../../money/index.ts";
import { type JobTerms, priceOf } from "../jobs/job-price.ts";
import type { Instant } from "../state/ids.ts";
import { type CreditAhead, Projection } from "./projection.ts";

const HOUR_MS = 3_600_000;

/** How far the runway looks: a year, in milliseconds. */
const LONGEST_MS = 365 * 24 * HOUR_MS;

/** How long credit lasts. `idle`: nothing runs; `lasts`: not within a year; `ends`: at `at`. */
export type Runway =
  | { readonly state: "idle" | "lasts"; readonly at: null }
  | { readonly state: "ends"; readonly at: Instant };

/** What an hour of a job costs while it runs, in micro-USD, rounded down. */
export function hourlyPrice(terms: Pick<JobTerms, "rate" | "unitsMilli">): Micros {
  return priceOf({ ...terms, estimateMs: null }, HOUR_MS);
}

/**
 * When credit runs out if the work that is running now goes on at its pace and nothing else happens.
 * Assumed: running work costs the same every hour and never ends; what is on hold for it pays first, since
 * that is reserved already and does not lapse while it is held; then free credit burns in its order and
 * lapses when it expires; a scheduled grant comes at its moment and pays debts before anything else, and
 * one that comes in the very millisecond in which credit would run out is in time. What other holds keep
 * is out of reach. No payment is foreseen, not even an automatic one.
 * @param isRunning whether any job runs, be it for nothing
 * @returns the last whole millisecond that is paid for
 * @source DESIGN 4: "Runway"
 */
export function runway(credit: CreditAhead, isRunning: boolean, now: Instant): Runway {
  if (!isRunning) return { state: "idle", at: null };
  const projection = new Projection(credit, now);
  projection.advance(now + LONGEST_MS);
  return projection.endedAt === null ? { state: "lasts", at: null } : { state: "ends", at: projection.endedAt };
}

/**
 * Free credit at instants to come, by the assumptions of `runway`. Once credit has run out nothing runs
 * any more, so what is scheduled after it stays.
 * @param instants ascending, none before `now`
 * @returns micro-USD, rounded down
 */
export function forecast(credit: CreditAhead, now: Instant, instants: readonly Instant[]): Micros[] {
  const projection = new Projection(credit, now);
  return instants.map((instant) => {
    projection.advance(instant);
    return projection.available;
  });
}
