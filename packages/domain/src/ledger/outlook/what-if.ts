import { greatest, type Micros, mulDiv } from "../../money/index.ts";
import type { LedgerRefusal } from "../refusals.ts";
import type { BudgetExceeded } from "../state/budget-room.ts";
import type { Instant } from "../state/ids.ts";
import { bookOf } from "../state/price-book.ts";
import type { RuleContext } from "../state/rule.ts";
import { copyOf, type GrantTerms, type OrgLedger } from "../state/state.ts";
import { type EstimateRequest, type JobQuote, quoteJob, type Trial, tryJob } from "./estimate-job.ts";
import { passedAlerts } from "./passed-alerts.ts";
import type { Halt } from "./planned-run.ts";

/** A cheaper resource with which the same work would end, and be paid. Amounts in micro-USD. */
export interface Cheaper {
  readonly resource: string;
  readonly rate: JobQuote["rate"];
  readonly shape: JobQuote["shape"];
  /** How long the work takes with it, in milliseconds. */
  readonly estimateMs: number;
  readonly price: Micros;
  readonly saved: Micros;
}

/** What would happen if a job started now. Amounts in micro-USD. */
export interface WhatIf extends JobQuote {
  readonly spendable: Micros;
  readonly admitted: boolean;
  /** The charges until the end or the pause. */
  readonly charged: Micros;
  /** The part of the charges that no credit covers: work may go on into debt under its policy. */
  readonly becameOwed: Micros;
  /** The number of epochs; 1 for a timed job. */
  readonly epochs: number;
  /** Where the job would pause or stop; `null` if it would end as planned. */
  readonly halt: (Halt & { readonly afterEpoch: number }) | null;
  /** The grants that would pay, in burn order. */
  readonly paidBy: readonly {
    readonly grant: GrantTerms;
    readonly amount: Micros;
    /** Whether the grant comes only while the job runs. */
    readonly isComing: boolean;
  }[];
  /** Credit that would still lapse unused while the job runs. */
  readonly lapsing: Micros;
  /** The budgets of the mode `alert` that the job would pass, the narrowest first. They refuse nothing. */
  readonly alerts: readonly BudgetExceeded[];
  /** The cheapest first. */
  readonly cheaper: readonly Cheaper[];
}

/** A job to try out. */
export interface WhatIfRequest extends EstimateRequest {
  /**
   * How fast other resources do the same work, in thousandths of the speed of the chosen one. A resource without a speed
   * takes the same time.
   */
  readonly speeds: ReadonlyMap<string, number>;
}

/** The steps of the run of a cheaper resource, of which only the end matters. */
const STEPS_OF_CHEAPER = 50;

/** The most cheaper resources of one answer. */
const MOST_CHEAPER = 5;

/**
 * Says what would happen if a job started now, by running the rules themselves in memory. Other running work is left out.
 * @param ledger stays as it is
 * @throws MoreNeeded if the job would use more grants than were loaded
 * @refuses as `startJob` does, except for missing credit and budgets, which are part of the answer
 * @source docs/rules.md#what-if
 */
export function whatIf(
  ledger: OrgLedger,
  request: WhatIfRequest,
  now: Instant,
  context: RuleContext,
): WhatIf | LedgerRefusal {
  const tried = copyOf(ledger);
  const trial = tryJob(tried, request, now, context);
  if ("code" in trial) return trial;
  const { run, payers, ...quote } = trial;
  if (run.refusal !== null) return run.refusal;
  const isTimed = request.start.mode === "timed";
  const epochsUntil = (ms: number) => (isTimed ? Math.sign(ms) : Math.ceil(ms / request.epochMs));
  return {
    ...quote,
    admitted: run.halt?.atMs !== 0,
    charged: run.charged,
    becameOwed: greatest(
      payers.reduce((left, { amount }) => left - amount, run.charged),
      0n,
    ),
    epochs: Math.max(1, epochsUntil(request.estimateMs)),
    halt: run.halt === null ? null : { ...run.halt, afterEpoch: epochsUntil(run.halt.atMs) },
    paidBy: payers.map(({ grant, amount }) => ({ grant, amount, isComing: !ledger.grants.has(grant.id) })),
    alerts: passedAlerts(ledger.orgId, ledger.budgets, tried.budgets),
    cheaper: cheaperThan(trial, ledger, request, now, context),
  };
}

/** Finds cheaper resources that are sold for the same work, and with which the run ends as planned. */
function cheaperThan(
  { price }: Trial,
  ledger: OrgLedger,
  request: WhatIfRequest,
  now: Instant,
  context: RuleContext,
): Cheaper[] {
  const candidates: (Cheaper & { readonly request: EstimateRequest })[] = [];
  for (const resource of Object.keys(bookOf(ledger, context.books).catalog.resources)) {
    if (resource === request.start.resource) continue;
    const other = withResource(request, resource);
    const quote = quoteJob(ledger, other, now, context);
    if ("code" in quote || quote.price >= price) continue;
    const { estimateMs } = other;
    candidates.push({
      resource,
      rate: quote.rate,
      shape: quote.shape,
      estimateMs,
      price: quote.price,
      saved: price - quote.price,
      request: other,
    });
  }
  const found: Cheaper[] = [];
  for (const { request: other, ...cheaper } of candidates.sort(byPrice)) {
    if (found.length === MOST_CHEAPER) break;
    const trial = tryJob(copyOf(ledger), { ...other, mostSteps: STEPS_OF_CHEAPER }, now, context);
    if (!("code" in trial) && trial.run.halt === null && trial.run.refusal === null) found.push(cheaper);
  }
  return found;
}

/** The same work on another resource: it takes longer if the resource is slower. */
function withResource({ speeds, ...request }: WhatIfRequest, resource: string): EstimateRequest {
  const speed = speeds.get(resource) ?? 1000;
  const scaled = (ms: number) => Number(mulDiv(BigInt(ms), 1000n, BigInt(speed), "ceil"));
  const estimateMs = scaled(request.estimateMs);
  const { start } = request;
  const next = start.next === null ? null : { untilMs: Math.min(request.epochMs, estimateMs) };
  const limit = start.estimateMs === null ? null : estimateMs;
  return { ...request, estimateMs, start: { ...start, resource, next, estimateMs: limit } };
}

function byPrice(a: Cheaper, b: Cheaper): number {
  if (a.price !== b.price) return a.price < b.price ? -1 : 1;
  return a.resource < b.resource ? -1 : 1;
}
