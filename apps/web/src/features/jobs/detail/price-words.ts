import { showUsd } from "@scrip/domain/money";
import type { ShownPrice } from "@scrip/domain/usage/prices";
import { shapeLines } from "../../../words/cost-words.ts";
import { exactDurationWords } from "../../../words/exact-duration-words.ts";
import { rateWords, unitsWords } from "../../../words/rate-words.ts";

/** How many nano-USD × thousandths of a unit × milliseconds are one micro-dollar, at a rate per unit and hour. */
const SCALE = 1000n * 1000n * 3_600_000n;

interface PricedJob {
  readonly rateNanos: string;
  readonly priceShape: ShownPrice | null;
  readonly unitsMilli: number;
  readonly chargeableMs: number;
  readonly charged: string;
  /** `null` while the job may still be charged. */
  readonly endedAt: string | null;
  readonly mode: "epochs" | "timed";
}

/**
 * Explains the cost of a job in one line: rate × units × time, and whether it was rounded.
 * @returns such as `$3.99 an hour × 8 units × 3 h 20 min 12.5 s = $106.510833, rounded down to the micro-dollar`
 */
export function priceWords(job: PricedJob): string {
  const { rateNanos, priceShape, unitsMilli, chargeableMs, charged, endedAt, mode } = job;
  const units = `${unitsWords(unitsMilli)} ${unitsMilli === 1000 ? "unit" : "units"}`;
  const pace = `${priceShape === null ? `${rateWords(rateNanos)} an hour` : shapeLines(priceShape, "hour").join(", ")} × ${units}`;
  if (chargeableMs === 0 && endedAt === null)
    return `${pace} × the time that it runs; ${mode === "timed" ? "it is billed once, when it ends" : "nothing is billed yet"}`;
  if (chargeableMs === 0) return `${pace}; nothing of the time that it ran was billed`;
  const product = BigInt(rateNanos) * BigInt(unitsMilli) * BigInt(chargeableMs);
  const price = `${pace} × ${exactDurationWords(chargeableMs)} = ${showUsd(BigInt(charged), "exact")}`;
  if (priceShape !== null) return price;
  return product === BigInt(charged) * SCALE ? price : `${price}, rounded down to the micro-dollar`;
}

/** The label of the price per hour: of a job that runs, that may run again, or that has ended. */
export function paceName({ state, endedAt }: { readonly state: string; readonly endedAt: string | null }): string {
  if (endedAt !== null) return "While it ran";
  return state === "running" ? "Costs" : "While it runs";
}
