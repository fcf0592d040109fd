import { BadInput, isRefusal, Refused } from "@scrip/client";
import { greatest } from "@scrip/domain/money";
import { CouldNotRun } from "../could-not-run.ts";
import { TRACE_START_MS, type TraceJob } from "../trace/trace-job.ts";
import { epochEndS } from "./epoch-plan.ts";
import { orderEvents, type TraceEvent } from "./order-events.ts";
import type { ReplayClient, ReplayOrganizationClient } from "./replay-client.ts";
import { requestKey } from "./request-key.ts";
import type { Tally } from "./tally.ts";

/** The parts of a run that all of its organizations share. */
export interface Run {
  readonly name: string;
  readonly client: ReplayClient;
  /** Each organization's purchase, in micro-USD. */
  readonly credit: bigint;
  /** What an organization buys when its work lacks credit, in micro-USD; more if more is missing. `null`: nothing. */
  readonly topUp: bigint | null;
  readonly tally: Tally;
  /** Called after each event, with or without a command. */
  readonly onEvent: () => void;
  /** Aborted when another organization fails: the run stops then. */
  readonly signal: AbortSignal;
}

/** A started job and the quantity that is settled so far. */
interface Running {
  settledMs: number;
  isPaused: boolean;
  /** Whether it was paused before, and has gone on after a top-up. */
  hasPaused: boolean;
}

/** Refusals of a start that mean an invalid line of the trace, not a failed run. */
const WRONG_LINE: readonly string[] = [
  "unknown_resource",
  "not_sold_for_work",
  "work_without_jobs",
  "price_above_limit",
];

/** Refusals that mean that another run has used the same keys. */
const OTHER_RUN: readonly string[] = ["key_reused", "business_key_taken", "job_exists", "name_taken"];

/** Replays the jobs of one organization, one command after another. @returns the organization's id */
export async function replayOrganization(run: Run, name: string, jobs: readonly TraceJob[]): Promise<string> {
  run.tally.requests += 1;
  const input = {
    name: `${run.name}/${name}`,
    testClock: new Date(TRACE_START_MS).toISOString(),
    idempotencyKey: requestKey(run.name, name, "organization"),
  };
  const { org, testClock } = await explained(`the organization ${input.name}`, () =>
    run.client.organizations.create(input, { signal: run.signal }),
  );
  const replay = new OrganizationReplay(run, run.client.organization(org), clockMs(testClock));
  await replay.issueCredit();
  for (const event of orderEvents(jobs)) {
    run.signal.throwIfAborted();
    await replay.take(event);
    run.onEvent();
  }
  return org;
}

/** The current time of the test clock. After an earlier try of the same run it is past the trace's start. */
function clockMs(testClock: string | null): number {
  return testClock === null ? TRACE_START_MS : Date.parse(testClock);
}

class OrganizationReplay {
  readonly #run: Run;
  readonly #organization: ReplayOrganizationClient;
  /** Cancels calls, and their retries, once the run has failed. */
  readonly #call: { readonly signal: AbortSignal };
  readonly #running = new Map<TraceJob, Running>();
  #nowMs: number;

  constructor(run: Run, organization: ReplayOrganizationClient, nowMs: number) {
    this.#run = run;
    this.#call = { signal: run.signal };
    this.#organization = organization;
    this.#nowMs = nowMs;
  }

  /** One purchase that never expires. */
  async issueCredit(): Promise<void> {
    this.#run.tally.requests += 1;
    await explained("its credit", () =>
      this.#organization.grants.create(
        {
          source: "purchase",
          kind: "paid",
          amount: this.#run.credit,
          businessKey: "replay/credit",
          idempotencyKey: requestKey(this.#run.name, "credit", "grant"),
        },
        this.#call,
      ),
    );
  }

  async take(event: TraceEvent): Promise<void> {
    if (event.kind === "start") {
      await this.#advance(event);
      await this.#start(event);
      return;
    }
    const running = this.#running.get(event.job);
    // Skip a refused job, and a paused job until its end.
    if (running === undefined || (running.isPaused && event.kind === "epoch")) return;
    await this.#advance(event);
    if (event.kind === "epoch") await this.#settleEpoch(event, running);
    else await this.#end(event, running);
  }

  async #advance({ atS, job }: TraceEvent): Promise<void> {
    const toMs = TRACE_START_MS + atS * 1000;
    if (toMs <= this.#nowMs) return;
    this.#run.tally.requests += 1;
    const to = new Date(toMs).toISOString();
    const { at } = await explained(describe(job), () => this.#organization.clocks.advance({ to }, this.#call));
    this.#nowMs = Math.max(toMs, Date.parse(at));
  }

  async #start({ job, plan }: TraceEvent): Promise<void> {
    const { resource, mode, unitsMilli, project, member } = job;
    const untilMs = epochEndS(plan, 1) * 1000;
    const terms = {
      job: job.job,
      resource,
      work: "training",
      mode,
      unitsMilli,
      ...(mode === "timed" ? { estimateMs: untilMs } : { next: { untilMs } }),
      ...(project !== null && { project }),
      ...(member !== null && { member }),
    } as const;
    try {
      await this.#paid(job, "start", (idempotencyKey) =>
        this.#organization.jobs.start({ ...terms, idempotencyKey }, this.#call),
      );
    } catch (error) {
      this.#notStarted(job, error);
      return;
    }
    this.#run.tally.started(job);
    this.#running.set(job, { settledMs: 0, isPaused: false, hasPaused: false });
  }

  /** Calls once more after a top-up if credit is missing. A refusal is recorded under its key, so it needs another one. */
  async #paid(job: TraceJob, step: string, call: (idempotencyKey: string) => Promise<unknown>): Promise<void> {
    const { tally, topUp } = this.#run;
    tally.requests += 1;
    try {
      await call(this.#key(job, step));
    } catch (error) {
      if (topUp === null || !isRefusal(error, "insufficient_credit")) throw error;
      await this.#topUp(job, step, greatest(topUp, error.details.missing));
      tally.requests += 1;
      await call(this.#key(job, `${step}-paid`));
    }
  }

  async #topUp(job: TraceJob, step: string, amount: bigint): Promise<void> {
    this.#run.tally.requests += 1;
    const idempotencyKey = this.#key(job, `${step}-top-up`);
    const terms = { source: "purchase", kind: "paid", amount, businessKey: idempotencyKey, idempotencyKey } as const;
    await this.#organization.grants.create(terms, this.#call);
    this.#run.tally.toppedUp(amount);
  }

  #notStarted(job: TraceJob, error: unknown): void {
    const { tally } = this.#run;
    if (isRefusal(error, "insufficient_credit")) tally.refused(job, error.details.missing);
    else if (error instanceof BadInput || (isRefusal(error) && WRONG_LINE.includes(error.code)))
      tally.invalid.push({ line: job.line, reason: error.message });
    else throw explanation(describe(job), error);
  }

  async #settleEpoch({ job, plan, epoch }: TraceEvent, running: Running): Promise<void> {
    const quantityMs = epochEndS(plan, epoch) * 1000;
    const next = { untilMs: epochEndS(plan, epoch + 1) * 1000 };
    const idempotencyKey = this.#key(job, `epoch-${epoch}`);
    this.#countSettle();
    const { decision } = await explained(describe(job), () =>
      this.#organization.jobs.settleEpoch({ job: job.job, quantityMs, next, idempotencyKey }, this.#call),
    );
    running.settledMs = quantityMs;
    if (decision === "continue") return;
    if (!running.hasPaused) this.#run.tally.paused(job);
    running.hasPaused = true;
    running.isPaused = this.#run.topUp === null;
    if (!running.isPaused) await explained(describe(job), () => this.#resume(job, epoch, next));
  }

  async #resume(job: TraceJob, epoch: number, next: { readonly untilMs: number }): Promise<void> {
    await this.#paid(job, `resume-${epoch}`, (idempotencyKey) =>
      this.#organization.jobs.resume({ job: job.job, next, idempotencyKey }, this.#call),
    );
  }

  async #end({ job, plan }: TraceEvent, { isPaused, settledMs }: Running): Promise<void> {
    const { jobs } = this.#organization;
    const quantityMs = isPaused ? settledMs : plan.durationS * 1000;
    const end = { job: job.job, quantityMs, idempotencyKey: this.#key(job, "end") };
    const state = isPaused ? "cancelled" : job.state;
    this.#countSettle();
    const { chargedTotal } = await explained(describe(job), () => {
      if (state === "completed") return jobs.complete(end, this.#call);
      return state === "cancelled" ? jobs.cancel(end, this.#call) : jobs.fail({ ...end, fault: "user" }, this.#call);
    });
    this.#run.tally.ended(job, chargedTotal);
    this.#running.delete(job);
  }

  #countSettle(): void {
    this.#run.tally.requests += 1;
    this.#run.tally.settles += 1;
  }

  #key(job: TraceJob, step: string): string {
    return requestKey(this.#run.name, job.job, step);
  }
}

function describe({ org, job, line }: TraceJob): string {
  return `job ${job} of ${org} (line ${line})`;
}

/** Runs a call. If the API refuses it, the error names the subject of the call. */
async function explained<Answer>(subject: string, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw explanation(subject, error);
  }
}

function explanation(subject: string, error: unknown): unknown {
  if (!(error instanceof Refused || error instanceof BadInput)) return error;
  const hint = OTHER_RUN.includes(error.code)
    ? " The run was made from another trace or with another credit: choose another --run."
    : "";
  return new CouldNotRun(`The API refused ${subject}: ${error.message}${hint}`);
}
