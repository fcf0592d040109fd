import { showUsd } from "@scrip/domain/money";
import { rateWords, unitsWords } from "../../../words/rate-words.ts";

/** Nano-USD × thousandths of a unit × milliseconds, in one micro-dollar at a rate per unit and hour. */
const SCALE = 1000n * 1000n * 3_600_000n;

interface Priced {
  readonly rateNanos: string;
  readonly unitsMilli: number;
  readonly chargeableMs: number;
  readonly charged: string;
  /** `null` while more may come. */
  readonly endedAt: string | null;
}

/**
 * Explains what a job has cost so far in one line: rate x units x time, and that it was rounded, where it was.
 * @returns such as `$3.99 an hour × 8 units × 3 h 20 min 12.5 s = $106.510833, rounded down to the micro-dollar`
 */
export function priceWords({ rateNanos, unitsMilli, chargeableMs, charged, endedAt }: Priced): string {
  const units = `${unitsWords(unitsMilli)} ${unitsMilli === 1000 ? "unit" : "units"}`;
  const pace = `${rateWords(rateNanos)} an hour × ${units}`;
  if (chargeableMs === 0 && endedAt === null) return `${pace} × the time that it runs; nothing of it is charged yet`;
  if (chargeableMs === 0) return `${pace}; nothing of the time that it ran was charged`;
  const product = BigInt(rateNanos) * BigInt(unitsMilli) * BigInt(chargeableMs);
  const price = `${pace} × ${exactDuration(chargeableMs)} = ${showUsd(BigInt(charged), "exact")}`;
  return product === BigInt(charged) * SCALE ? price : `${price}, rounded down to the micro-dollar`;
}

/** Names what a job costs an hour: now, once it goes on, or when it still ran. */
export function paceName({ state, endedAt }: { readonly state: string; readonly endedAt: string | null }): string {
  if (endedAt !== null) return "While it ran";
  return state === "running" ? "Costs" : "While it runs";
}

/**
 * Writes a time to the millisecond.
 * @returns such as `3 h 20 min 12.5 s`, `40 min`, `0 s`
 */
export function exactDuration(ms: number): string {
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor(ms / 60_000) % 60;
  const seconds = (ms % 60_000) / 1000;
  const parts = [
    ...(hours > 0 ? [`${hours.toLocaleString("en")} h`] : []),
    ...(minutes > 0 ? [`${minutes} min`] : []),
    ...(seconds > 0 ? [`${seconds} s`] : []),
  ];
  return parts.length === 0 ? "0 s" : parts.join(" ");
}
