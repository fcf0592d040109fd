import type { Micros, Nanos } from "../../money/index.ts";
import type { Price } from "../../usage/prices/index.ts";
import { refundedPayer } from "../commands/refund-payments.ts";
import { firstUntil, newJob, sellingPolicy } from "../commands/start-job.ts";
import { admissionOf, checkPrice } from "../jobs/admission.ts";
import { finalPriceOf } from "../jobs/job-price.ts";
import type { LedgerRefusal } from "../refusals.ts";
import { compareBurn, hasLapsed } from "../state/burn.ts";
import { Draft } from "../state/draft.ts";
import type { Id, Instant } from "../state/ids.ts";
import { onceSettled } from "../state/insufficient.ts";
import { bookOf } from "../state/price-book.ts";
import type { RuleContext } from "../state/rule.ts";
import type { Grant, GrantTerms, OrgLedger } from "../state/state.ts";
import { type PlannedJob, type PlannedRun, runPlanned } from "./planned-run.ts";

/** What a job would cost, and what its start requires. Amounts in micro-USD. */
export interface JobQuote {
  readonly price: Micros;
  readonly rate: Nanos;
  /** The price beyond a plain rate. */
  readonly shape: Price | null;
  readonly hold: Micros;
  /** The spendable credit required at the start. */
  readonly required: Micros;
  /** The credit that is missing to start. */
  readonly missing: Micros;
}

/** The estimated cost of a job, and how far credit would pay for it. Amounts in micro-USD. */
export interface JobEstimate extends JobQuote {
  readonly spendable: Micros;
  readonly admitted: boolean;
  /** The grants that would pay, in burn order. */
  readonly paidBy: readonly { readonly grantId: Id; readonly amount: Micros }[];
  /** Credit that would still lapse unused while the job runs. */
  readonly lapsing: Micros;
  /** The cumulative quantity at which the job would pause for lack of credit; `null` if it would not pause. */
  readonly pausesAtMs: number | null;
}

/** The job to estimate, and its credit. */
export interface EstimateRequest extends PlannedJob {
  /** The free credit that lapses while the job runs, before the job uses any of it. Micro-USD. */
  readonly lapsing: Micros;
}

/**
 * Estimates what a job would cost if it started now, by running the rules themselves in memory.
 * @param ledger a private copy, which the estimate changes
 * @throws MoreNeeded if the job would use more grants than were loaded; the ledger is then changed in part
 * @refuses as `startJob` does, except for missing credit, which is part of the answer
 * @source docs/rules.md#estimate
 */
export function estimateJob(
  ledger: OrgLedger,
  request: EstimateRequest,
  now: Instant,
  context: RuleContext,
): JobEstimate | LedgerRefusal {
  const trial = tryJob(ledger, request, now, context);
  if ("code" in trial) return trial;
  const { run, payers, ...estimate } = trial;
  return {
    ...estimate,
    admitted: estimate.missing === 0n,
    paidBy: payers.map(({ grant, amount }) => ({ grantId: grant.id, amount })),
    pausesAtMs: run.refusal === null ? (run.halt?.atMs ?? null) : 0,
  };
}

/** A trial of a planned job. Amounts in micro-USD. */
export interface Trial extends JobQuote {
  readonly spendable: Micros;
  readonly lapsing: Micros;
  readonly run: PlannedRun;
  /** The grants that paid in the trial, in burn order. */
  readonly payers: readonly { readonly grant: GrantTerms; readonly amount: Micros }[];
}

/**
 * Runs a planned job, and finds who paid for it.
 * @param ledger a private copy, which the trial changes
 * @throws MoreNeeded if the job would use more grants than were loaded
 */
export function tryJob(
  ledger: OrgLedger,
  request: EstimateRequest,
  now: Instant,
  context: RuleContext,
): Trial | LedgerRefusal {
  const quote = quoteJob(ledger, request, now, context);
  if ("code" in quote) return quote;
  const draft = new Draft(ledger, now, request.start.actor);
  draft.books = context.books;
  const { spendable } = onceSettled(draft);
  const before = new Map(ledger.grants);
  const run = runPlanned(ledger, request, now, context);
  const end = now + request.estimateMs;
  const returned = returnedBy(ledger, before);
  const payers: { grant: GrantTerms; amount: Micros }[] = [];
  let { lapsing } = request;
  for (const grant of [...ledger.grants.values()].sort(compareBurn)) {
    const { avail, spent } = before.get(grant.id) ?? NONE;
    const paid = grant.spent - spent - (returned.get(grant.id) ?? 0n);
    const isGivenBack = grant.source === "refund" && !before.has(grant.id);
    if (paid > 0n && !isGivenBack) payers.push({ grant, amount: paid });
    // Grants that were not loaded stay as they are.
    if (hasLapsed(grant, end) && !hasLapsed(grant, draft.at)) lapsing += grant.avail - avail;
  }
  return { ...quote, spendable, lapsing, run, payers };
}

/** What the job gave back to each grant that paid, because a volume price fell, and did not use again. Micro-USD. */
function returnedBy({ grants }: OrgLedger, before: ReadonlyMap<Id, unknown>): ReadonlyMap<Id, Micros> {
  const returned = new Map<Id, Micros>();
  for (const { id, source, businessKey, amount, spent } of grants.values()) {
    if (before.has(id) || source !== "refund") continue;
    const payer = refundedPayer(businessKey);
    returned.set(payer, (returned.get(payer) ?? 0n) + amount - spent);
  }
  return returned;
}

/** A grant that comes while the job runs. */
const NONE: Pick<Grant, "avail" | "spent"> = { avail: 0n, spent: 0n };

/**
 * Prices a planned job.
 * @refuses as `startJob` does, except for missing credit and budgets
 * @source docs/rules.md#price-of-a-job
 */
export function quoteJob(
  ledger: OrgLedger,
  { start, estimateMs }: Pick<PlannedJob, "start" | "estimateMs">,
  now: Instant,
  context: RuleContext,
): JobQuote | LedgerRefusal {
  const draft = new Draft(ledger, now, start.actor);
  draft.books = context.books;
  const book = bookOf(ledger, context.books);
  const policy = sellingPolicy(book, start);
  if ("refused" in policy) return policy.refused;
  const job = newJob(draft, start, book);
  const first = firstUntil(start, policy);
  if (typeof first !== "number") return first.refused;
  const price = finalPriceOf(job, estimateMs);
  const problem = checkPrice(job, price);
  if (problem !== null) return problem.refused;
  const { hold, required, missing } = admissionOf(draft, job, first, policy);
  return { price, rate: job.rate, shape: job.price, hold, required, missing };
}
