import { formatUsd, greatest, least, MAX_AMOUNT, type Micros, mulDiv } from "../../money/index.ts";
import type { Draft } from "../state/draft.ts";
import { insufficientCredit, missingCredit, onceSettled } from "../state/insufficient.ts";
import { type RuleRefusal, refuse } from "../state/rule.ts";
import type { Job } from "../state/state.ts";
import type { WorkPolicy } from "../state/terms.ts";
import { chargeableMs, greatestPriceOf, type JobTerms, priceOf } from "./job-price.ts";
import { paysLater, uncoveredLimit } from "./zero.ts";

const HOUR_MS = 3_600_000;

/** The highest price of one job per hour: a million dollars. Ten years at this price fit a 64-bit column. */
const MAX_HOURLY: Micros = MAX_AMOUNT / 1000n;

/** The credit that a job needs to start or resume, and what it holds then. Amounts in micro-USD. */
export interface Admission {
  /** The price of the work to hold for, less the charges so far. */
  readonly price: Micros;
  /** The hold: the price, or less if the policy lets work go on at zero. */
  readonly hold: Micros;
  /** The spendable credit required. */
  readonly required: Micros;
  /** The credit that is missing; zero exactly if the job is admitted. */
  readonly missing: Micros;
}

/**
 * The amount to hold until a job reaches `untilMs`, less the amount already charged: what it costs at most if it ends
 * before then. Micro-USD.
 */
export function priceUntil(job: ReservedJob, untilMs: number, policy: WorkPolicy): Micros {
  const target = policy.reserve === "whole_job" ? Math.max(untilMs, job.estimateMs ?? 0) : untilMs;
  return priceAhead(job, target, policy);
}

/** What a job costs at most if it ends up to a quantity, less the amount already charged. Micro-USD. */
function priceAhead(job: ReservedJob, untilMs: number, { capAtEstimate }: Pick<WorkPolicy, "capAtEstimate">): Micros {
  const until = chargeableMs(job, untilMs, capAtEstimate);
  return greatest(greatestPriceOf(job, job.chargeableMs, until) - job.charged, 0n);
}

/** The terms of a job, and how far it is charged. */
type ReservedJob = JobTerms & Pick<Job, "chargeableMs" | "charged">;

/**
 * Calculates what a job needs before it starts or resumes. The margin is only checked; the hold is the exact price.
 * At zero nothing is admitted, also if the price rounds to 0, unless the policy lets work go on into debt. What work without
 * a hold has accrued is subtracted from the credit.
 * @param untilMs the planned end of the next epoch, or of a timed job
 * @source docs/rules.md#admission
 */
export function admissionOf(draft: Draft, job: Job, untilMs: number, policy: WorkPolicy): Admission {
  const price = priceUntil(job, untilMs, policy);
  const required = requiredFor(job, untilMs, policy);
  const { spendable, owed } = onceSettled(draft);
  const missingFor = (needed: Micros): Micros => missingCredit(draft, needed, -draft.accrued);
  if (!paysLater(policy)) {
    const needed = greatest(required, price);
    return { price, hold: price, required: needed, missing: missingFor(needed) };
  }
  const short = required > spendable ? missingFor(required) : 0n;
  const beyond = owed + greatest(price - spendable, 0n) > uncoveredLimit(policy);
  const missing = beyond ? missingFor(greatest(required, price)) : short;
  return { price, hold: least(price, spendable), required, missing };
}

/**
 * The spendable credit that the policy's admission requires: a price with its margin, rounded up once, and never less
 * than the minimum. Micro-USD.
 */
function requiredFor(job: Job, untilMs: number, policy: WorkPolicy): Micros {
  const { of, marginMilli, minimum } = policy.admission;
  if (of === "nothing") return minimum;
  const target = of === "estimate" ? Math.max(untilMs, job.estimateMs ?? 0) : untilMs;
  return greatest(mulDiv(priceAhead(job, target, policy), marginMilli, 1000n, "ceil"), minimum);
}

/**
 * Refuses a job that is not admitted.
 * @returns `null`, or the refusal `insufficient_credit` with the missing amount
 * @source docs/rules.md#admission
 */
export function checkAdmission(draft: Draft, { required, missing }: Admission): RuleRefusal | null {
  return missing === 0n ? null : insufficientCredit(draft, required, missing, onceSettled(draft));
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
