import { canonicalPrice } from "@scrip/domain/usage/prices";
import { checkFalls, type Returned } from "./check-falls.ts";
import type { checkJob } from "./check-jobs.ts";
import type { Report } from "./finding.ts";
import { endPriceAt, priceAt } from "./price-at.ts";
import type { JobRow, MeterRow } from "./rows.ts";

/** A report with one of these reasons ends its job without the minimum of a price shape. */
const WITHOUT_MINIMUM = new Set(["platform_fault", "price_above_limit", "balance_above_limit"]);

/** Checks the meter of one job: takes its charges by leg, and then `end`. */
export interface MeterCheck {
  charge(charge: MeterRow): void;
  /** Takes a charge whose row cannot be read. */
  malformed(id: string, problem: string): void;
  end(): void;
}

/**
 * L19: a job's charges add up to the price of its chargeable quantity at the job's own rate or price shape, rounded down
 * once, less what a volume price fell by; the last charge has the minimum. L20: the job has one meter, numbered without gaps, which never goes back. L6 and L12: each charged
 * amount has an entry that marks it as the charge of a job. A charge has the job's labels (L12).
 * @param costs what a unit of its resource may have cost at its start, as text: in its catalog, and in contracts
 * @param state the check of the job's state, which takes the same charges
 */
export function checkMeter(
  job: JobRow,
  costs: readonly string[],
  state: ReturnType<typeof checkJob>,
  returned: Returned,
  report: Report,
): MeterCheck {
  const rows = [`job ${job.id}`];
  let last = { leg: 0, reportedMs: 0, chargeableMs: 0 };
  let sum = 0n;
  if (job.rate < 0n) report("L19", rows, `its rate is ${job.rate}`);
  const cost = job.price === null ? String(job.rate) : canonicalPrice(job.price);
  if (!costs.includes(cost))
    report("L19", rows, `its rate is ${cost}; its catalog has ${costs[0] ?? "no rate"} for ${job.resource}`);
  const falls = job.price?.kind === "volume" ? checkFalls(rows, returned, report) : null;
  let fallen = 0n;
  return {
    charge(charge) {
      const both = [...rows, `charge ${charge.id}`];
      state.charge(charge);
      if (charge.project !== job.project || charge.member !== job.member)
        report("L12", both, "the project or member of the charge is not that of its job");
      checkEntries(charge, report);
      const follows = charge.leg === last.leg + 1;
      if (!follows) report("L20", both, `leg ${charge.leg} follows leg ${last.leg} of the job's meter`);
      if (charge.reportedMs < last.reportedMs)
        report("L20", both, `the meter goes back from ${last.reportedMs} ms to ${charge.reportedMs} ms`);
      if (charge.chargeableMs < last.chargeableMs)
        report(
          "L19",
          both,
          `the chargeable quantity goes back from ${last.chargeableMs} ms to ${charge.chargeableMs} ms`,
        );
      if (charge.chargeableMs > charge.reportedMs)
        report("L19", both, `${charge.chargeableMs} ms are charged of ${charge.reportedMs} ms reported`);
      if (charge.rate !== job.rate || charge.unitsMilli !== job.unitsMilli || charge.resource !== job.resource)
        report("L19", both, "the charge was computed with another resource, rate or number of units than the job's");
      // After a missing leg the start of this one is unknown; the job's sum shows the error instead.
      const isLast = job.endedAt !== null && charge.leg === job.charges && !WITHOUT_MINIMUM.has(charge.reason ?? "");
      const total = isLast ? endPriceAt(job, charge.chargeableMs) : priceAt(job, charge.chargeableMs);
      const due = total - priceAt(job, last.chargeableMs);
      const fall = job.price?.kind === "volume" && due < 0n ? -due : 0n;
      if (follows && charge.amount !== due + fall)
        report("L19", both, `the amount is ${charge.amount}; the price of the quantity is ${due + fall}`);
      falls?.charge(charge, fall);
      fallen += fall;
      last = charge;
      sum += charge.amount;
    },
    malformed: (id, problem) => report("L19", [...rows, `charge ${id}`], `the row cannot be read: ${problem}`),
    end() {
      state.end();
      if (job.charges !== last.leg)
        report("L20", rows, `it counts ${job.charges} charges; the last one is leg ${last.leg}`);
      if (job.reportedMs !== last.reportedMs)
        report("L20", rows, `it has reported ${job.reportedMs} ms; its last charge has ${last.reportedMs} ms`);
      if (job.chargeableMs !== last.chargeableMs)
        report("L19", rows, `${job.chargeableMs} ms of it are chargeable; its last charge has ${last.chargeableMs} ms`);
      if (job.charged !== sum - fallen)
        report("L19", rows, `it was charged ${job.charged}; its charges add up to ${sum - fallen}`);
      falls?.end();
    },
  };
}

/**
 * A charge and its entry are written together, so each charge has an entry; only a charge of zero may have none.
 * `readRepeatedCharges` finds charges with two entries, for all charges at once.
 */
function checkEntries({ id, amount, entries, bareEntries }: MeterRow, report: Report): void {
  if (entries === 0 && amount !== 0n) report("L6", [`charge ${id}`], `${amount} was charged, but no entry takes it`);
  if (bareEntries > 0) report("L12", [`charge ${id}`], "an entry marks this charge of a job as a charge without a job");
}
