import { priceOf } from "@scrip/domain/job-price";
import { priceOfShown, type ShownPrice } from "@scrip/domain/usage/prices";

interface AccruingJob {
  readonly mode: "epochs" | "timed";
  readonly state: string;
  readonly rateNanos: string;
  readonly priceShape: ShownPrice | null;
  readonly unitsMilli: number;
  readonly startedAt: string;
  /** The total of all pauses that have ended. */
  readonly pausedMs: number;
}

/**
 * Calculates what a timed job has cost since its start. It is billed when the job ends; a job in epochs is billed as it
 * reports.
 * @param now the organization's time, ms since 1970
 * @returns micro-USD; `null` if the job is not timed or does not run
 */
export function accruedBy(
  { mode, state, rateNanos, priceShape, unitsMilli, ...times }: AccruingJob,
  now: number,
): bigint | null {
  if (mode !== "timed" || state !== "running") return null;
  const ranMs = Math.max(0, Math.floor(now) - Date.parse(times.startedAt) - times.pausedMs);
  const price = priceShape && priceOfShown(priceShape);
  return priceOf({ rate: BigInt(rateNanos), price, unitsMilli, estimateMs: null }, ranMs);
}

/**
 * The amount from which the column of used amounts has its width. A timed job that runs accrues up to what it holds.
 * @returns digits of micro-USD
 */
export const mostUsed = ({ mode, state, charged, held }: UsingJob): string =>
  mode === "timed" && state === "running" ? held : charged;

interface UsingJob extends Pick<AccruingJob, "mode" | "state"> {
  readonly charged: string;
  readonly held: string;
}
