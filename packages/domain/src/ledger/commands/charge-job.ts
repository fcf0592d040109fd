import { greatest, MAX_AMOUNT, type Micros } from "../../money/index.ts";
import { finalPriceOf, priceOf, quantityWithin } from "../jobs/job-price.ts";
import type { LimitReason } from "../state/answer.ts";
import { owe } from "../state/charge-row.ts";
import type { Draft } from "../state/draft.ts";
import type { Charge, ChargeFlag } from "../state/entry.ts";
import { settleSlices } from "../state/hold-moves.ts";
import type { Id } from "../state/ids.ts";
import { mostChargeable } from "../state/limits.ts";
import { type Job, openOf } from "../state/state.ts";
import { giveBack } from "./give-back.ts";

/** The charge of a job, and the debt that it left. */
export interface JobCharge {
  readonly charge: Charge;
  /** The part that neither its hold nor free credit covered, in micro-USD. */
  readonly becameOwed: Micros;
  /** The limit that capped the charge, or `null`. */
  readonly limit: LimitReason | null;
}

/** A report of a job's meter. */
interface Report {
  /** The cumulative quantity that the service reported. */
  readonly reportedMs: number;
  /** The part of `reportedMs` that is charged, before the limits. */
  readonly upToMs: number;
  /** Whether the job ends with it, so that the minimum of a price shape is due. */
  readonly isLast?: boolean;
}

/**
 * Charges a job up to a cumulative quantity: from its hold, then from free credit, then as debt. Done work is
 * always charged, up to the last whole millisecond within the limits; a charge above the hold is flagged. If the price
 * falls, the charge is 0, and the difference is given back before, in entries of its own. The caller ends the entry.
 * @source docs/rules.md#beyond-the-hold; docs/rules.md#at-a-limit; docs/invariants.md#l19
 */
export function chargeJob(draft: Draft, job: Job, id: Id, report: Report): JobCharge {
  const { reportedMs, upToMs, isLast = false } = report;
  const open = job.holdId === null ? 0n : openOf(draft.hold(job.holdId));
  const { chargeableMs, limit } = withinLimits(draft, job, upToMs, open);
  const total = isLast && limit === null ? finalPriceOf(job, chargeableMs) : priceOf(job, chargeableMs);
  if (total < job.charged) giveBack(draft, job.id, id, job.charged - total);
  const amount = greatest(total - job.charged, 0n);
  const flags: ChargeFlag[] = [];
  if (job.state === "silent") flags.push("after_silence");
  if (amount > open) flags.push("beyond_hold");
  const leg = job.charges + 1;
  const { resource, rate, unitsMilli, project, member } = job;
  const charge: Charge = {
    id,
    jobId: job.id,
    leg,
    holdId: null,
    resource,
    rate,
    unitsMilli,
    reportedMs,
    chargeableMs,
    amount,
    flags,
    project,
    member,
    at: draft.at,
    metered: null,
  };
  draft.charges.push(charge);
  draft.job = { ...job, reportedMs, chargeableMs, charged: total, charges: leg };
  const excess = job.holdId === null ? amount : settleSlices(draft, job.holdId, amount);
  const becameOwed = draft.spend(excess);
  owe(draft, becameOwed);
  return { charge, becameOwed, limit };
}

/** Caps a chargeable quantity at the price of a job and at the sums of its organization. */
function withinLimits(
  draft: Draft,
  job: Job,
  upToMs: number,
  open: Micros,
): { readonly chargeableMs: number; readonly limit: LimitReason | null } {
  const inPrice = quantityWithin(job, upToMs, MAX_AMOUNT);
  const inBalance = quantityWithin(job, inPrice, job.charged + mostChargeable(draft, open + draft.spendable()));
  if (inBalance < inPrice) return { chargeableMs: inBalance, limit: "balance_above_limit" };
  return { chargeableMs: inPrice, limit: inPrice < upToMs ? "price_above_limit" : null };
}
