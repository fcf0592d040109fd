import { isRefusal } from "@scrip/client";
import type { CreditDesk } from "../credit-desk.ts";
import type { Instant, Script } from "../script.ts";
import type { World } from "../world.ts";
import { epochEndMs, type JobPlan } from "./job-plan.ts";

/** How long the platform needs to notice that a node is lost, in milliseconds: longer than the silence of a job. */
const NOTICED_MS = 3 * 3_600_000;

/** The state of a job, as far as its service knows it. */
interface Progress {
  readonly state: "new" | "running" | "paused" | "silent" | "ended";
  /** The compute time that is reported. */
  readonly doneMs: number;
  /** When so much was done, if the job runs. */
  readonly doneAt: Instant;
}

/**
 * Runs one job to its end: it settles each epoch, pauses when credit is missing or a person asks, resumes, and ends as
 * planned. The job's state in the ledger decides what comes next, so a process can go on with the job of another one.
 */
export async function* runJob(world: World, desk: CreditDesk, plan: JobPlan, startsAt: Instant): Script {
  let now = yield startsAt;
  let purchases = 0;
  for (let job = await found(world, plan, { now, startsAt }); job.state !== "ended"; ) {
    if (job.state === "running") {
      const quantityMs = Math.min(plan.endMs, epochEndMs(plan, job.doneMs));
      now = yield job.doneAt + quantityMs - job.doneMs;
      if (quantityMs === plan.endMs && plan.end === "lost") now = yield now + NOTICED_MS;
      if (quantityMs === plan.endMs) job = await end(world, plan, job.doneMs);
      else if (quantityMs === plan.rest?.afterMs) {
        job = await pause(world, plan, quantityMs, now);
        now = yield now + plan.rest.forMs;
      } else job = await settle(world, plan, quantityMs, now);
    } else if (job.state === "silent") job = await end(world, { ...plan, end: "lost" }, job.doneMs);
    else {
      const missing = await begin(world, plan, job);
      if (missing === null) job = { ...job, state: "running", doneAt: now };
      else if (purchases === plan.patience) job = await giveUp(world, plan, job);
      else {
        purchases += 1;
        const purchase = desk.ask(now, missing);
        now = yield purchase.at;
        await purchase.buy();
      }
    }
  }
}

/** The state of a job that an earlier process may have started. */
async function found(
  world: World,
  { ref: job }: JobPlan,
  { now, startsAt }: { readonly now: Instant; readonly startsAt: Instant },
): Promise<Progress> {
  const fresh = { state: "new", doneMs: 0, doneAt: now } as const;
  // A job whose time has just come is started once, by its key.
  const isNew = world.recovers === "no" || (world.recovers === "onTime" && now === startsAt);
  if (isNew) return fresh;
  const details = await findJob(world, job);
  if (details === undefined) return fresh;
  const { state, reportedMs: doneMs, startedAt, pausedMs } = details;
  const doneAt = world.recovers === "onTime" ? Date.parse(startedAt) + pausedMs + doneMs : now;
  return { state: state === "running" || state === "paused" || state === "silent" ? state : "ended", doneMs, doneAt };
}

/** Finds the job with that ref; undefined if it was never started. */
export async function findJob(world: World, job: string) {
  try {
    return await world.ask("jobs.get", () => world.org.jobs.get({ job }));
  } catch (error) {
    if (isRefusal(error, "job_not_found")) return undefined;
    throw error;
  }
}

/** Starts or resumes a job. @returns the missing credit in micro-USD; `null` if the job runs */
async function begin(world: World, plan: JobPlan, { state, doneMs }: Progress): Promise<bigint | null> {
  try {
    await (state === "new" ? start(world, plan) : resume(world, plan, doneMs));
    return null;
  } catch (error) {
    if (!isRefusal(error, "insufficient_credit")) throw error;
    return error.details.missing;
  }
}

async function start(world: World, plan: JobPlan): Promise<void> {
  const { ref: job, resource, unitsMilli, project, member, mode, endMs } = plan;
  const length = mode === "timed" ? { mode, estimateMs: endMs } : { next: { untilMs: epochEndMs(plan, 0) } };
  const terms = { job, resource, work: "training", unitsMilli, project, member, ...length } as const;
  await world.command("jobs.start", `${job}/start`, (idempotencyKey) =>
    world.org.jobs.start({ ...terms, idempotencyKey }),
  );
  world.log(`${job} started: ${unitsMilli / 1000} x ${resource}`);
}

async function resume(world: World, plan: JobPlan, doneMs: number): Promise<void> {
  const { ref: job, mode } = plan;
  const next = mode === "timed" ? {} : { next: { untilMs: epochEndMs(plan, doneMs) } };
  await world.command("jobs.resume", `${job}/resume/${doneMs}`, (idempotencyKey) =>
    world.org.jobs.resume({ job, ...next, idempotencyKey }),
  );
  world.log(`${job} resumed at ${doneMs} ms`);
}

/** Settles an epoch and pauses the job, as a person asked. */
function pause(world: World, plan: JobPlan, quantityMs: number, now: Instant): Promise<Progress> {
  return report(world, plan, { quantityMs, next: null }, now);
}

async function settle(world: World, plan: JobPlan, quantityMs: number, now: Instant): Promise<Progress> {
  return report(world, plan, { quantityMs, next: { untilMs: epochEndMs(plan, quantityMs) } }, now);
}

interface Report {
  readonly quantityMs: number;
  /** The next epoch; `null` to pause. */
  readonly next: { readonly untilMs: number } | null;
}

async function report(
  world: World,
  { ref: job }: JobPlan,
  { quantityMs, next }: Report,
  now: Instant,
): Promise<Progress> {
  const { decision, missing, charged } = await world.command(
    "jobs.settleEpoch",
    `${job}/at/${quantityMs}`,
    (idempotencyKey) => world.org.jobs.settleEpoch({ job, quantityMs, next, idempotencyKey }),
  );
  world.tally.charged("training", charged);
  if (decision === "continue") return { state: "running", doneMs: quantityMs, doneAt: now };
  world.log(next === null ? `${job} pauses, as asked` : `${job} pauses: ${missing ?? 0n} micro-USD are missing`);
  return { state: "paused", doneMs: quantityMs, doneAt: now };
}

/** Ends a job as planned. A lost job is failed with what it reported last. */
async function end(world: World, plan: JobPlan, doneMs: number): Promise<Progress> {
  const { ref: job, endMs } = plan;
  const { jobs } = world.org;
  const quantityMs = plan.end === "lost" ? doneMs : endMs;
  const done = { job, quantityMs };
  const { end: how } = plan;
  const procedure = how === "completed" ? "jobs.complete" : how === "cancelled" ? "jobs.cancel" : "jobs.fail";
  const { chargedTotal, charged } = await world.command(procedure, `${job}/end`, (idempotencyKey) => {
    if (how === "completed") return jobs.complete({ ...done, idempotencyKey });
    if (how === "cancelled") return jobs.cancel({ ...done, idempotencyKey });
    return jobs.fail({ ...done, fault: how === "failed by user" ? "user" : "platform", idempotencyKey });
  });
  world.tally.charged("training", charged);
  world.log(`${job} ${how === "lost" ? "failed by platform: it was silent" : how}: ${chargedTotal} micro-USD`);
  return { state: "ended", doneMs: quantityMs, doneAt: 0 };
}

/** Gives a job up for which nobody buys credit any more. A job that never started needs no call. */
async function giveUp(world: World, plan: JobPlan, { state, doneMs }: Progress): Promise<Progress> {
  if (state === "new") return { state: "ended", doneMs, doneAt: 0 };
  return end(world, { ...plan, endMs: doneMs, end: "cancelled" }, doneMs);
}
