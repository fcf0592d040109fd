import type { Micros, Nanos } from "../../money/index.ts";
import type { StartJob } from "../commands/command.ts";
import { decide } from "../commands/decide.ts";
import { firstUntil, newJob, sellingPolicy } from "../commands/start-job.ts";
import { admissionOf, checkPrice } from "../jobs/admission.ts";
import { priceOf } from "../jobs/job-price.ts";
import type { LedgerRefusal } from "../refusals.ts";
import { apply } from "../state/apply.ts";
import { compareBurn, hasLapsed } from "../state/burn.ts";
import { Draft } from "../state/draft.ts";
import type { Id, Instant } from "../state/ids.ts";
import { bookOf } from "../state/price-book.ts";
import type { RuleContext } from "../state/rule.ts";
import type { OrgLedger } from "../state/state.ts";

/** The estimated cost of a job, and how far credit would pay for it. Amounts in micro-USD. */
export interface JobEstimate {
  readonly price: Micros;
  readonly rate: Nanos;
  readonly hold: Micros;
  /** The spendable credit required at the start. */
  readonly required: Micros;
  readonly spendable: Micros;
  readonly missing: Micros;
  readonly admitted: boolean;
  /** The grants that would pay, in burn order. */
  readonly paidBy: readonly { readonly grantId: Id; readonly amount: Micros }[];
  /** Credit that would still lapse unused while the job runs. */
  readonly lapsing: Micros;
  /** The cumulative quantity at which the job would pause for lack of credit; `null` if it would not pause. */
  readonly pausesAtMs: number | null;
}

/** The job to estimate: its start command, its length and the length of its epochs in milliseconds, and its credit. */
export interface EstimateRequest {
  readonly start: StartJob;
  readonly estimateMs: number;
  readonly epochMs: number;
  /** The free credit that lapses while the job runs, before the job uses any of it. Micro-USD. */
  readonly lapsing: Micros;
}

/** An estimate runs at most this many epochs; it uses longer epochs for a longer job. */
const MOST_EPOCHS = 500;

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
  const { start, estimateMs } = request;
  const draft = new Draft(ledger, now, start.actor);
  const book = bookOf(ledger, context.books);
  const policy = sellingPolicy(book, start);
  if ("refused" in policy) return policy.refused;
  const job = newJob(draft, start, book);
  const first = firstUntil(start, policy);
  if (typeof first !== "number") return first.refused;
  const price = priceOf(job, estimateMs);
  const problem = checkPrice(job, price);
  if (problem !== null) return problem.refused;

  const spendable = draft.spendable();
  const { hold, required, missing } = admissionOf(draft, job, first, policy);
  const before = new Map(ledger.grants);
  const pausesAtMs = missing > 0n ? 0 : runAhead(ledger, request, now, context);
  const end = now + estimateMs;
  const payers: { grantId: Id; amount: Micros }[] = [];
  let { lapsing } = request;
  for (const grant of [...ledger.grants.values()].sort(compareBurn)) {
    const { avail = grant.avail, spent = grant.spent } = before.get(grant.id) ?? {};
    if (grant.spent > spent) payers.push({ grantId: grant.id, amount: grant.spent - spent });
    // Grants that were not loaded stay as they are.
    if (hasLapsed(grant, end) && !hasLapsed(grant, draft.at)) lapsing += grant.avail - avail;
  }
  return {
    price,
    rate: job.rate,
    hold,
    required,
    spendable,
    missing,
    admitted: missing === 0n,
    paidBy: payers,
    lapsing,
    pausesAtMs,
  };
}

/** Runs the job to its end or its first pause. @returns the cumulative quantity at the pause, or `null` */
function runAhead(
  ledger: OrgLedger,
  { start, estimateMs, epochMs }: EstimateRequest,
  now: Instant,
  context: RuleContext,
): number | null {
  const step = start.mode === "timed" ? estimateMs : Math.max(epochMs, Math.ceil(estimateMs / MOST_EPOCHS), 1);
  const base = { orgId: start.orgId, actor: start.actor, ref: start.ref };
  const ids = (n: number) => `${start.id}:${n}`;
  const started = decide(ledger, start, now, context);
  if (!started.ok) return 0;
  apply(ledger, started);
  // The first epoch keeps its length: a settle after its hold has expired would pause the job.
  let done = Math.min(start.next?.untilMs ?? step, estimateMs);
  let n = 0;
  for (; done < estimateMs; done = Math.min(done + step, estimateMs)) {
    const next = { untilMs: Math.min(done + step, estimateMs) };
    n += 1;
    const settled = decide(
      ledger,
      { ...base, kind: "settleEpoch", id: ids(n), quantityMs: done, next },
      now + done,
      context,
    );
    if (!settled.ok) return done;
    apply(ledger, settled);
    if ("decision" in settled.answer && settled.answer.decision !== "continue") return done;
  }
  const finish = {
    ...base,
    kind: "finishJob",
    id: ids(n + 1),
    end: "completed",
    fault: "user",
    quantityMs: estimateMs,
  } as const;
  const finished = decide(ledger, finish, now + estimateMs, context);
  if (finished.ok) apply(ledger, finished);
  return null;
}
