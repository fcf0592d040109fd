import type { Micros } from "../../money/index.ts";
import type { SettleEpoch, StartJob } from "../commands/command.ts";
import { decide } from "../commands/decide.ts";
import type { LedgerRefusal } from "../refusals.ts";
import type { PauseReason } from "../state/answer.ts";
import { apply } from "../state/apply.ts";
import { noCorrections } from "../state/corrections.ts";
import type { Decision } from "../state/decision.ts";
import { derivedId } from "../state/derived-id.ts";
import type { Id, Instant } from "../state/ids.ts";
import type { RuleContext } from "../state/rule.ts";
import type { GrantTerms, OrgLedger } from "../state/state.ts";

/** A job as its service plans it. */
export interface PlannedJob {
  readonly start: StartJob;
  /** The length of the job in milliseconds. */
  readonly estimateMs: number;
  /** The length of an epoch in milliseconds. */
  readonly epochMs: number;
  /** How many steps the run has at most, besides those that find the pause. A longer job is run in longer epochs. */
  readonly mostSteps: number;
  /** Grants that come while the job runs. */
  readonly arrivals: readonly GrantTerms[];
}

/** Where a planned job pauses or stops. */
export interface Halt {
  /** Cumulative compute time in milliseconds; 0 if the job would not start. */
  readonly atMs: number;
  readonly reason: PauseReason;
  /** The credit that is missing to go on, in micro-USD; `null` if credit is not the reason. */
  readonly missing: Micros | null;
  /** The budget without room; `null` if none is the reason. */
  readonly budget: BudgetRefused | null;
}

/** The budget that has no room for a piece of work. Amounts in micro-USD, as digits. */
type BudgetRefused = Extract<LedgerRefusal, { readonly code: "budget_exceeded" }>["data"];

/** The outcome of a planned run: it ends as planned, it halts, or its start is refused for another reason. */
export interface PlannedRun {
  readonly halt: Halt | null;
  readonly refusal: LedgerRefusal | null;
  /** The charges of the run, in micro-USD. */
  readonly charged: Micros;
}

/**
 * Runs a planned job on a ledger to its end or to its first pause, by the rules themselves. Each step is one epoch, or
 * several if the job has very many. A step that credit does not cover is halved down to one epoch, so that the run
 * pauses after the right epoch.
 * @param ledger a private copy, which the run changes
 * @throws MoreNeeded if the run uses more grants than were loaded; the ledger is then changed in part
 * @source docs/rules.md#what-if
 */
export function runPlanned(ledger: OrgLedger, planned: PlannedJob, now: Instant, context: RuleContext): PlannedRun {
  const { start, estimateMs, epochMs, mostSteps } = planned;
  const arrivals = new Arrivals(ledger, planned, now, context);
  // Nothing was charged before the start, so the corrections of a price that falls need nothing else.
  ledger.corrections = noCorrections();
  const started = decide(ledger, start, now, context);
  if (!started.ok) return notStarted(started.refusal);
  apply(ledger, started);
  const base = { orgId: start.orgId, actor: start.actor, ref: start.ref };
  const charged = () => ledger.jobs.get(start.id)?.charged ?? 0n;
  let step = start.mode === "timed" ? estimateMs : longestStep(estimateMs / mostSteps, epochMs);
  let done = Math.min(start.next?.untilMs ?? step, estimateMs);
  let n = 1;
  for (; done < estimateMs; n += 1) {
    arrivals.until(now + done);
    const settle = (): SettleEpoch => {
      const next = { untilMs: Math.min(done + step, estimateMs) };
      return { ...base, kind: "settleEpoch", id: idOf(start, n), quantityMs: done, next };
    };
    let command = settle();
    let settled = decide(ledger, command, now + done, context);
    for (; haltOf(settled, done) !== null && step > epochMs; settled = decide(ledger, command, now + done, context)) {
      step = halved(step, epochMs);
      command = settle();
    }
    const halt = haltOf(settled, done);
    if (settled.ok) apply(ledger, settled);
    if (halt !== null) return { halt, refusal: null, charged: charged() };
    done = Math.min(done + step, estimateMs);
  }
  arrivals.until(now + estimateMs);
  const end = { kind: "finishJob", id: idOf(start, n), end: "completed", fault: "user" } as const;
  const finished = decide(ledger, { ...base, ...end, quantityMs: estimateMs }, now + estimateMs, context);
  if (finished.ok) apply(ledger, finished);
  return { halt: null, refusal: null, charged: charged() };
}

/** A settle may make grants of its own, whose ids follow from that of the command: fewer than this. */
const MOST_GRANTS = 1000;

const idOf = ({ id }: StartJob, n: number): Id => derivedId(id, n * MOST_GRANTS);

/** A whole number of epochs, so that each step ends where an epoch ends. */
const longestStep = (leastMs: number, epochMs: number): number => Math.max(1, Math.ceil(leastMs / epochMs)) * epochMs;

const halved = (step: number, epochMs: number): number => Math.max(1, Math.floor(step / epochMs / 2)) * epochMs;

/** The halt at a settle; `null` if the job goes on. */
function haltOf(settled: Decision, atMs: number): Halt | null {
  if (!settled.ok) return { atMs, reason: "insufficient_credit", missing: null, budget: null };
  const { answer } = settled;
  if (!("decision" in answer && "budget" in answer) || answer.decision === "continue") return null;
  const reason = (answer.reason ?? "insufficient_credit") as PauseReason;
  return { atMs, reason, missing: answer.missing === null ? null : BigInt(answer.missing), budget: answer.budget };
}

function hitOf(refusal: LedgerRefusal | undefined): BudgetRefused | null {
  return refusal?.code === "budget_exceeded" ? refusal.data : null;
}

/** The run of a job that its start does not admit. */
function notStarted(refusal: LedgerRefusal): PlannedRun {
  const run = { charged: 0n, refusal: null };
  if (refusal.code === "insufficient_credit") {
    const halt = { atMs: 0, reason: refusal.code, missing: BigInt(refusal.data.missing), budget: null };
    return { ...run, halt };
  }
  if (refusal.code === "budget_exceeded")
    return { ...run, halt: { atMs: 0, reason: refusal.code, missing: null, budget: hitOf(refusal) } };
  return { ...run, halt: null, refusal };
}

/** Issues the grants that come during a run, each at its time. A grant that would pass a limit is left out. */
class Arrivals {
  private readonly ledger: OrgLedger;
  private readonly start: StartJob;
  private readonly context: RuleContext;
  private readonly waiting: GrantTerms[];

  constructor(ledger: OrgLedger, { start, arrivals }: PlannedJob, now: Instant, context: RuleContext) {
    this.ledger = ledger;
    this.start = start;
    this.context = context;
    this.waiting = arrivals
      .filter(({ effectiveAt }) => effectiveAt > now)
      .toSorted((a, b) => b.effectiveAt - a.effectiveAt);
  }

  /** Issues all that have come by an instant, which must not be before the previous one. */
  until(at: Instant): void {
    for (let next = this.waiting.at(-1); next !== undefined && next.effectiveAt <= at; next = this.waiting.at(-1)) {
      this.waiting.pop();
      this.issue(next);
    }
  }

  private issue({ id, source, kind, amount, effectiveAt, expiresAt, businessKey }: GrantTerms): void {
    if (source === "refund") return;
    const { orgId } = this.start;
    const actor = { type: "system", id: null } as const;
    const terms = { source, grantKind: kind, amount, effectiveAt: null, expiresAt, businessKey };
    const command = { kind: "issueGrant", orgId, id, actor, ...terms, evenIfLapsed: true } as const;
    const issued = decide(this.ledger, command, effectiveAt, this.context);
    if (issued.ok) apply(this.ledger, issued);
  }
}
