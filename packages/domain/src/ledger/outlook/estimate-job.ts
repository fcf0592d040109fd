import { greatest, type Micros, type Nanos } from "../../money/index.ts";
import type { StartJob } from "../commands/command.ts";
import { decide } from "../commands/decide.ts";
import { firstUntil, newJob, sellingPolicy } from "../commands/start-job.ts";
import { checkPrice, priceUntil, requiredFor } from "../jobs/admission.ts";
import { priceOf } from "../jobs/job-price.ts";
import type { LedgerRefusal } from "../refusals.ts";
import { apply } from "../state/apply.ts";
import { hasLapsed } from "../state/burn.ts";
import { Draft } from "../state/draft.ts";
import type { Id, Instant } from "../state/ids.ts";
import type { Facts } from "../state/rule.ts";
import type { OrgLedger } from "../state/state.ts";

/** What a job would cost and how far credit would carry it. Amounts in micro-USD. */
export interface JobEstimate {
  readonly price: Micros;
  readonly rate: Nanos;
  readonly hold: Micros;
  /** The spendable credit that is asked for before the start. */
  readonly required: Micros;
  readonly spendable: Micros;
  readonly missing: Micros;
  readonly admitted: boolean;
  /** The grants that would pay, in burn order. */
  readonly paidBy: readonly { readonly grantId: Id; readonly amount: Micros }[];
  /** Credit that would lapse while the job runs, in spite of it. */
  readonly lapsing: Micros;
  /** The cumulative quantity at which it would pause for want of credit. */
  readonly pausesAtMs: number | null;
}

/** What is asked about: a start, and the length of its epochs in milliseconds. */
export interface EstimateAsked {
  readonly start: StartJob;
  readonly estimateMs: number;
  readonly epochMs: number;
}

/** An estimate looks at most this many epochs ahead; a longer job is looked at in longer epochs. */
const MOST_EPOCHS = 500;

/**
 * What a job would cost if it were started now, by running the rules themselves ahead in memory.
 * @param ledger a copy that nobody else uses: the estimate plays the job on it
 * @refuses as `startJob` does, but for want of credit, which is part of the answer
 * @source DESIGN 4: "What-if before a start"
 */
export function estimateJob(
  ledger: OrgLedger,
  asked: EstimateAsked,
  now: Instant,
  facts: Facts,
): JobEstimate | LedgerRefusal {
  const { start, estimateMs } = asked;
  const draft = new Draft(ledger, now, start.actor);
  const book = facts.books(ledger.catalogVersion);
  const policy = sellingPolicy(book, start);
  if ("refused" in policy) return policy.refused;
  const job = newJob(draft, start, book);
  const first = firstUntil(start, policy);
  if (typeof first !== "number") return first.refused;
  const price = priceOf(job, estimateMs);
  const hold = priceUntil(job, first, 0n, policy);
  const problem = checkPrice(job, price);
  if (problem !== null) return problem.refused;

  const spendable = draft.spendable();
  const required = requiredFor(hold, policy);
  const before = new Map([...ledger.grants].map(([id, grant]) => [id, grant.spent]));
  const pausesAtMs = required > spendable ? 0 : play(ledger, asked, now, facts);
  const end = now + estimateMs;
  let lapsing = 0n;
  for (const grant of ledger.grants.values())
    if (hasLapsed(grant, end) && !hasLapsed(grant, now)) lapsing += grant.avail;
  return {
    price,
    rate: job.rate,
    hold,
    required,
    spendable,
    missing: greatest(required - spendable, 0n),
    admitted: required <= spendable,
    paidBy: ledger.burnOrder.flatMap((grantId) => {
      const amount = (ledger.grants.get(grantId)?.spent ?? 0n) - (before.get(grantId) ?? 0n);
      return amount > 0n ? [{ grantId, amount }] : [];
    }),
    lapsing,
    pausesAtMs,
  };
}

/** Runs the job to its end or its first pause; returns where it paused. */
function play(
  ledger: OrgLedger,
  { start, estimateMs, epochMs }: EstimateAsked,
  now: Instant,
  facts: Facts,
): number | null {
  const step = start.mode === "timed" ? estimateMs : Math.max(epochMs, Math.ceil(estimateMs / MOST_EPOCHS), 1);
  const base = { orgId: start.orgId, actor: start.actor, ref: start.ref };
  const ids = (n: number) => `${start.id}:${n}`;
  const begun = decide(ledger, start, now, facts);
  if (!begun.ok) return 0;
  apply(ledger, begun);
  let done = Math.min(step, estimateMs);
  let n = 0;
  for (; done < estimateMs; done = Math.min(done + step, estimateMs)) {
    const next = { untilMs: Math.min(done + step, estimateMs) };
    n += 1;
    const settled = decide(
      ledger,
      { ...base, kind: "settleEpoch", id: ids(n), quantityMs: done, next },
      now + done,
      facts,
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
  const finished = decide(ledger, finish, now + estimateMs, facts);
  if (finished.ok) apply(ledger, finished);
  return null;
}
