import { greatest, type Micros } from "../../money/index.ts";
import { type JobTerms, priceOf } from "../jobs/job-price.ts";
import type { Instant } from "../state/ids.ts";
import type { Job } from "../state/state.ts";
import { type CreditAhead, type Lapse, Projection } from "./projection.ts";

const HOUR_MS = 3_600_000;

/** The longest runway: a year, in milliseconds. */
const LONGEST_MS = 365 * 24 * HOUR_MS;

/** The last instant that a runway looks at. */
export const lastOfOutlook = (now: Instant): Instant => now + LONGEST_MS;

/** How long credit lasts. `idle`: no job runs; `lasts`: longer than a year; `ends`: it runs out at `at`. */
export type Runway =
  | { readonly state: "idle" | "lasts"; readonly at: null }
  | { readonly state: "ends"; readonly at: Instant };

/**
 * The cost of a running job per hour, in micro-USD, rounded down. With a price shape it is the cost of the hour that
 * follows what is charged; 0 while a volume price falls.
 */
export function hourlyPrice(job: Pick<JobTerms, "rate" | "price" | "unitsMilli"> & Pick<Job, "chargeableMs">): Micros {
  const terms = { ...job, estimateMs: null };
  if (job.price === null) return priceOf(terms, HOUR_MS);
  return greatest(priceOf(terms, job.chargeableMs + HOUR_MS) - priceOf(terms, job.chargeableMs), 0n);
}

/** The longest forecast, in milliseconds. */
const FORECAST_MS = 32 * 24 * HOUR_MS;

/**
 * An instant by which runway and forecast have ended, even if no credit lapses before. It makes no difference to them
 * when other credit lapses after it.
 * @param all all credit: held, free and scheduled. Micro-USD.
 */
export function endOfOutlook(perHour: Micros, all: Micros, now: Instant): Instant {
  if (perHour === 0n) return now + FORECAST_MS;
  const lastsMs = (all * BigInt(HOUR_MS)) / perHour + 1n;
  return lastsMs > BigInt(LONGEST_MS) ? now + LONGEST_MS : now + Number(lastsMs);
}

/**
 * Predicts when credit runs out if the running work continues at its present cost and nothing else happens.
 * Assumptions:
 * - Running work costs the same every hour and never ends.
 * - Its holds pay first, because held credit is already reserved and does not lapse.
 * - Then free credit burns in burn order, and lapses when it expires.
 * - A scheduled grant arrives at its time and pays debts before anything else. A grant that arrives in the same
 *   millisecond in which credit would run out arrives in time.
 * - Other holds are not available, and no payment arrives, not even an automatic one.
 * @param isRunning whether any job runs, even at a price of zero
 * @returns the last whole millisecond that credit pays for
 * @source docs/rules.md#runway
 */
export function runway(credit: CreditAhead, isRunning: boolean, now: Instant): Runway {
  if (!isRunning) return { state: "idle", at: null };
  const projection = new Projection(credit, now);
  projection.advance(lastOfOutlook(now));
  return projection.endedAt === null ? { state: "lasts", at: null } : { state: "ends", at: projection.endedAt };
}

/**
 * Predicts the usage until an instant, under the assumptions of `runway`. Work stops when credit ends.
 * @param until an instant, not before `now`
 * @returns micro-USD, rounded down
 * @source docs/rules.md#usage-of-a-month
 */
export function usageUntil(credit: CreditAhead, now: Instant, until: Instant): Micros {
  const projection = new Projection(credit, now);
  projection.advance(until);
  return projection.usage;
}

/**
 * Predicts which credit lapses unused until an instant, under the assumptions of `runway`.
 * @param until an instant, not before `now`
 * @returns the earliest first
 * @source docs/rules.md#forecast
 */
export function lapsesUntil(credit: CreditAhead, now: Instant, until: Instant): readonly Lapse[] {
  const projection = new Projection(credit, now);
  projection.advance(until);
  return projection.lapses;
}

/**
 * Predicts free credit at future instants, under the assumptions of `runway`. After credit has run out no job
 * runs any more, so grants scheduled after that stay unspent.
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
