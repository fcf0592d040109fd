import { type Check, nothing } from "./check.ts";
import type { Report } from "./finding.ts";
import { jobIn, parsed } from "./read-keys.ts";
import type { Accounts } from "./replay/accounts.ts";
import type { AnsweredJob, JobRow, MeterRow, Snapshot } from "./rows.ts";

/** What entries and recorded answers say about one job. */
export interface JobTrace {
  /** When its holds were placed, oldest first. */
  readonly placedAt: number[];
  /** When the hold of its start was placed; `null` if that hold made no entry. */
  startedAt: number | null;
  /** Its end state, as the answer to its end says. */
  end: string | null;
  /** Whether the hold of its start exists, which has the job's id. */
  hasFirstHold: boolean;
  /** How many holds it had, and how many of them expired. */
  holds: number;
  lostHolds: number;
}

/** Collects what entries and recorded answers say about jobs, for `checkJob`. L13: an answer has the ref of its job. */
export class JobTraces {
  private readonly traces = new Map<string, JobTrace>();
  private readonly accounts: Accounts;
  private readonly report: Report;

  constructor(accounts: Accounts, { holds, keys }: Snapshot, report: Report) {
    this.accounts = accounts;
    this.report = report;
    for (const { id, jobId, state } of holds) {
      if (jobId === null) continue;
      const trace = this.of(jobId);
      trace.holds += 1;
      trace.hasFirstHold ||= id === jobId;
      if (state === "expired") trace.lostHolds += 1;
    }
    for (const { job, rows } of keys) if (job !== null) this.note(job, rows);
  }

  of(jobId: string): JobTrace {
    const known = this.traces.get(jobId);
    if (known !== undefined) return known;
    const trace: JobTrace = {
      placedAt: [],
      startedAt: null,
      end: null,
      hasFirstHold: false,
      holds: 0,
      lostHolds: 0,
    };
    this.traces.set(jobId, trace);
    return trace;
  }

  /** The check that takes the entries. */
  check(): Check {
    return {
      entry: ({ seq, at, kind, causeId, charge, answer }) => {
        const hold = kind === "hold_placed" ? this.accounts.holds.get(causeId)?.row : undefined;
        const jobId = hold?.jobId ?? charge?.jobId ?? null;
        if (jobId === null) return;
        if (hold !== undefined) {
          const trace = this.of(jobId);
          trace.placedAt.push(at);
          if (hold.id === jobId) trace.startedAt = at;
        }
        // The answer leaves out the state of a job that runs on.
        const job = answer === null ? null : jobIn(parsed(answer), "", at);
        if (job !== null) this.note(job, [`entry ${seq}`], jobId);
      },
      end: nothing,
    };
  }

  /** @param jobId the job of the entry that has the answer */
  private note({ id, ref, operation, state, at }: AnsweredJob, rows: readonly string[], jobId = id): void {
    const job = this.accounts.jobs.get(id);
    if (id !== jobId)
      this.report("L13", [...rows, `job ${id}`], `the answer is about this job, and its entry about job ${jobId}`);
    if (job === undefined) {
      this.report("L28", [...rows, `job ${id}`], "an answer names a job that this organization does not have");
      return;
    }
    if (job.ref !== ref)
      this.report("L13", [...rows, `job ${id}`], `its ref is "${job.ref}"; the answer says "${ref}"`);
    if (state === "completed" || state === "cancelled" || state === "failed") this.of(id).end = state;
    if (operation === "startJob") this.of(id).startedAt ??= at;
  }
}

const ENDED = new Set(["completed", "cancelled", "failed"]);

/** The limits at which a report is answered with `stop`: the job pauses then, or it has ended. */
const LIMITS = new Set(["price_above_limit", "balance_above_limit", "overdraft_limit"]);

/** The reasons for which an answer names the missing credit. */
const SHORT = new Set(["insufficient_credit", "overdraft_limit"]);

/** Whose fault a failure was: the answer to the end of the job repeats it. */
const FAULTS = new Set(["user_fault", "platform_fault"]);

/** The parts of a job's meter from which its state follows. */
interface Followed {
  last: MeterRow | null;
  /** When it last stopped running by a report. */
  pausedAt: number | null;
  /** When it was last told to stop at a limit, which pauses it unless it was paused before. */
  limitAt: number | null;
  pauses: number[];
}

/**
 * L20: the state of a job follows from its reports and holds. A job has ended exactly if its last report was answered
 * with `stop`, and then at that time; at a limit, `stop` may also pause it. A job whose last answer names a fault has
 * failed. A paused job stopped at the report that paused it; a silent one lost a hold. Its pauses add up, and it began
 * when its first hold was placed.
 */
export function checkJob(job: JobRow, trace: JobTrace, isWhole: boolean, report: Report) {
  const rows = [`job ${job.id}`];
  const followed: Followed = { last: null, pausedAt: null, limitAt: null, pauses: [] };
  return {
    charge(charge: MeterRow): void {
      checkAnswer(charge, [...rows, `charge ${charge.id}`], report);
      if (followed.last?.decision === "stop" && !LIMITS.has(followed.last.reason ?? ""))
        report("L20", [...rows, `charge ${charge.id}`], "the job was charged after its end");
      followed.last = charge;
      const isLimit = charge.decision === "stop" && LIMITS.has(charge.reason ?? "");
      if (isLimit) followed.limitAt = charge.at;
      if (charge.decision !== "pause" || charge.reason === "paused") return;
      followed.pausedAt = charge.at;
      followed.pauses.push(charge.at);
    },
    end(): void {
      checkState(job, followed, trace, rows, report);
      if (FAULTS.has(followed.last?.reason ?? "") && job.state !== "failed")
        report("L20", rows, `it is ${job.state}; its last report was answered with ${followed.last?.reason}`);
      if (trace.end !== null && trace.end !== job.state)
        report("L20", rows, `it is ${job.state}; the answer to its end says ${trace.end}`);
      if (!trace.hasFirstHold) report("L20", rows, "it has no hold of its start");
      if (trace.startedAt !== null && trace.startedAt !== job.startedAt)
        report(
          "L20",
          rows,
          `it started at ${shown(job.startedAt)}; its first hold was placed at ${shown(trace.startedAt)}`,
        );
      // A hold of zero was placed without an entry. One of the same millisecond as a pause may have come before it.
      const isComplete = trace.placedAt.length === trace.holds;
      const isAmbiguous = followed.pauses.some((at) => trace.placedAt.includes(at));
      if (!isWhole || !isComplete || isAmbiguous || followed.limitAt !== null) return;
      const paused = sumOfPauses(followed.pauses, trace.placedAt);
      if (paused !== job.pausedMs)
        report("L20", rows, `its pauses are ${job.pausedMs} ms; its reports and holds give ${paused}`);
    },
  };
}

function checkState(
  job: JobRow,
  { last, pausedAt, limitAt, pauses }: Followed,
  { holds, lostHolds }: JobTrace,
  rows: readonly string[],
  report: Report,
): void {
  const isEnded = ENDED.has(job.state);
  const isStopped = last?.decision === "stop";
  const mayRunOn = isStopped && LIMITS.has(last?.reason ?? "");
  if (isEnded !== isStopped && !mayRunOn)
    report("L20", rows, `it is ${job.state}; its last report was answered with ${last?.decision ?? "nothing"}`);
  else if (isEnded && job.endedAt !== last?.at)
    report("L20", rows, `it ended at ${shown(job.endedAt)}; its last report came at ${shown(last?.at ?? null)}`);
  if (isEnded !== (job.endedAt !== null))
    report("L20", rows, `it is ${job.state}, and its end is ${shown(job.endedAt)}`);
  if (job.state === "paused" && job.pausedAt !== pausedAt && (limitAt === null || job.pausedAt !== limitAt))
    report("L20", rows, `it is paused since ${shown(job.pausedAt)}; its reports paused it at ${shown(pausedAt)}`);
  if (job.state !== "paused" && job.pausedAt !== null) report("L20", rows, `it is ${job.state}, and paused`);
  if (job.state === "silent" && lostHolds === 0) report("L20", rows, "it is silent, but none of its holds expired");
  // Each report that pauses a job ends a hold, and each resume places one.
  if (job.state === "running" && holds <= pauses.length)
    report("L20", rows, `it is running, but it was paused ${pauses.length} times and had ${holds} holds`);
  if (!isEnded && !["running", "paused", "silent"].includes(job.state))
    report("L20", rows, `"${job.state}" is no state of a job`);
}

/** L20: the parts of an answer to a report agree with each other and with the report. */
function checkAnswer(charge: MeterRow, rows: readonly string[], report: Report): void {
  const { decision, reason, missing, isAfterSilence, isBeyondHold, amount } = charge;
  const isPause = decision === "pause";
  if (decision !== "continue" && decision !== "stop" && !isPause)
    report("L20", rows, `its answer is ${decision ?? "missing"}`);
  const isOfStop = reason !== null && (LIMITS.has(reason) || FAULTS.has(reason));
  const isReasonFit = isPause ? reason !== null && !isOfStop : reason === null || (decision === "stop" && isOfStop);
  if (!isReasonFit) report("L20", rows, `it was answered with ${decision}, and the reason ${reason ?? "none"}`);
  if (missing !== null && !SHORT.has(reason ?? ""))
    report("L20", rows, `its answer says that ${missing} is missing; its reason is ${reason ?? "none"}`);
  if ((reason === "silent") !== (isPause && isAfterSilence))
    report(
      "L20",
      rows,
      `it came ${isAfterSilence ? "after" : "before"} the job was silent; its answer says ${reason ?? decision}`,
    );
  if (isBeyondHold && amount === 0n) report("L19", rows, "a charge of zero is marked as beyond its hold");
}

/** The time from each pause to the next placing of a hold. */
function sumOfPauses(pauses: readonly number[], placedAt: readonly number[]): number {
  let sum = 0;
  let next = 0;
  for (const at of pauses) {
    while (next < placedAt.length && (placedAt[next] ?? 0) < at) next += 1;
    const resumed = placedAt[next];
    if (resumed !== undefined) sum += resumed - at;
  }
  return sum;
}

function shown(at: number | null): string {
  return at === null ? "no time" : Number.isFinite(at) ? new Date(at).toISOString() : String(at);
}
