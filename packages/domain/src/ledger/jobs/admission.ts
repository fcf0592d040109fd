import { formatUsd, greatest, MAX_AMOUNT, type Micros, mulDiv } from "../../money/index.ts";
import type { Draft } from "../state/draft.ts";
import { checkCredit } from "../state/insufficient.ts";
import { type RuleRefusal, refuse } from "../state/rule.ts";
import type { Job } from "../state/state.ts";
import type { WorkPolicy } from "../state/terms.ts";
import { chargeableMs, greatestPriceOf, type JobTerms, priceOf } from "./job-price.ts";

const HOUR_MS = 3_600_000;

/** The highest price of one job per hour: a million dollars. Ten years at this price fit a 64-bit column. */
const MAX_HOURLY: Micros = MAX_AMOUNT / 1000n;

/**
 * The amount to hold until a job reaches `untilMs`, less the amount already charged: what it costs at most if it ends
 * before then. Micro-USD.
 */
export function priceUntil(job: ReservedJob, untilMs: number, policy: WorkPolicy): Micros {
  const target = policy.reserve === "whole_job" ? Math.max(untilMs, job.estimateMs ?? 0) : untilMs;
  const until = chargeableMs(job, target, policy.capAtEstimate);
  return greatest(greatestPriceOf(job, job.chargeableMs, until) - job.charged, 0n);
}

/** The terms of a job, and how far it is charged. */
type ReservedJob = JobTerms & Pick<Job, "chargeableMs" | "charged">;

/**
 * The spendable credit required before work begins, in micro-USD: the price with its margin, rounded up once,
 * and never less than the price itself, which is held.
 */
export function requiredFor(price: Micros, policy: WorkPolicy): Micros {
  return greatest(mulDiv(price, greatest(policy.marginMilli, 1000n), 1000n, "ceil"), policy.minimum);
}

/**
 * Checks that spendable credit covers the price with its margin. The margin is only checked; the hold is the
 * exact price. At zero nothing is admitted, also if the price rounds to 0.
 * @returns `null`, or the refusal `insufficient_credit` with the missing amount
 * @source docs/rules.md#admission
 */
export function checkAdmission(draft: Draft, price: Micros, policy: WorkPolicy): RuleRefusal | null {
  return checkCredit(draft, requiredFor(price, policy));
}

/**
 * Checks that a job's amounts stay within the ledger's limits.
 * @param price of the whole job as far as it is known, in micro-USD
 * @refuses `price_above_limit`
 * @source docs/rules.md#limits
 */
export function checkPrice(terms: JobTerms, price: Micros): RuleRefusal | null {
  const hourly = priceOf(terms, HOUR_MS);
  const [amount, limit, what] = hourly > MAX_HOURLY ? [hourly, MAX_HOURLY, "an hour"] : [price, MAX_AMOUNT, "in all"];
  if (amount <= limit) return null;
  const message = `The job would cost ${formatUsd(amount)} ${what}, more than the limit of ${formatUsd(limit)}.`;
  return refuse("price_above_limit", message, { price: String(amount), limit: String(limit) });
}
