import { setTimeout as sleep } from "node:timers/promises";
import { isRefusal, type JobDetails } from "@scrip/client";
import { log } from "../log.ts";
import type { Organization } from "../organization.ts";
import type { Commands } from "./commands.ts";
import type { Credit } from "./credit.ts";
import type { JobPlan } from "./slots.ts";

/** The environment of the work in the live organization. */
export interface LiveContext {
  readonly org: Organization;
  readonly commands: Commands;
  readonly credit: Credit;
  readonly speed: number;
}

/** Finds the job with that ref; undefined if it was never started. */
export async function findJob(org: Organization, ref: string): Promise<JobDetails | undefined> {
  try {
    return await org.jobs.get({ job: ref });
  } catch (error) {
    if (isRefusal(error, "job_not_found")) return undefined;
    throw error;
  }
}

/**
 * Runs one job to its end from its present state. The job's state in the ledger determines the next command, so this
 * process can continue a job that another process started. It waits if credit is missing.
 */
export async function runJob(live: LiveContext, plan: JobPlan): Promise<void> {
  for (;;) {
    const job = await findJob(live.org, plan.ref);
    if (job === undefined) await orTopUp(live, () => start(live, plan));
    else if (job.state === "running") await work(live, plan, job.reportedMs);
    else if (job.state === "paused") await orTopUp(live, () => resume(live, plan, job.reportedMs));
    else if (job.state === "silent") await giveUp(live, plan, job.reportedMs);
    else return;
  }
}

async function start({ org, commands }: LiveContext, plan: JobPlan): Promise<void> {
  const { ref: job, resource, unitsMilli, project, member, epochMs } = plan;
  const terms = { job, resource, unitsMilli, project, member, next: { untilMs: epochMs } };
  await commands.run(`${job}/start`, (idempotencyKey) => org.jobs.start({ ...terms, idempotencyKey }));
  log(`${job} started: ${unitsMilli / 1000} x ${resource}`);
}

/** Simulates the work from `fromMs` on: settles each epoch when its time has passed, until the job pauses or ends. */
async function work({ org, commands }: LiveContext, plan: JobPlan, fromMs: number): Promise<void> {
  const { ref: job, epochMs, endMs } = plan;
  const startedAt = performance.now();
  for (let doneMs = fromMs; ; ) {
    const quantityMs = Math.min(endMs, (Math.floor(doneMs / epochMs) + 1) * epochMs);
    await until(startedAt + quantityMs - fromMs);
    if (quantityMs === endMs) return end({ org, commands }, plan);
    const next = { untilMs: quantityMs + epochMs };
    const { decision, missing } = await commands.run(`${job}/at/${quantityMs}`, (idempotencyKey) =>
      org.jobs.settleEpoch({ job, quantityMs, next, idempotencyKey }),
    );
    if (decision !== "continue") return log(`${job} pauses: ${missing ?? 0n} micro-USD are missing`);
    doneMs = quantityMs;
  }
}

async function end({ org, commands }: Pick<LiveContext, "org" | "commands">, plan: JobPlan): Promise<void> {
  const { ref: job, endMs: quantityMs } = plan;
  const { chargedTotal } = await commands.run(`${job}/end`, (idempotencyKey) => {
    const done = { job, quantityMs, idempotencyKey };
    if (plan.end === "completed") return org.jobs.complete(done);
    if (plan.end === "cancelled") return org.jobs.cancel(done);
    return org.jobs.fail({ ...done, fault: plan.end === "failed by user" ? "user" : "platform" });
  });
  log(`${job} ${plan.end}: ${chargedTotal} micro-USD`);
}

async function resume(
  { org, commands }: LiveContext,
  { ref: job, epochMs }: JobPlan,
  reportedMs: number,
): Promise<void> {
  const next = { untilMs: (Math.floor(reportedMs / epochMs) + 1) * epochMs };
  await commands.run(`${job}/resume/${reportedMs}`, (idempotencyKey) => org.jobs.resume({ job, next, idempotencyKey }));
  log(`${job} resumed at ${reportedMs} ms`);
}

/** Fails a silent job, whose hold has expired: this machine was off, which is not the user's fault. */
async function giveUp({ org, commands }: LiveContext, { ref: job }: JobPlan, quantityMs: number): Promise<void> {
  await commands.run(`${job}/end`, (idempotencyKey) =>
    org.jobs.fail({ job, quantityMs, fault: "platform", idempotencyKey }),
  );
  log(`${job} failed by platform: it was silent`);
}

async function orTopUp({ credit }: LiveContext, attempt: () => Promise<void>): Promise<void> {
  try {
    await attempt();
  } catch (error) {
    if (!isRefusal(error, "insufficient_credit")) throw error;
    await credit.topUp();
  }
}

/** Waits until an instant, never less: the ledger refuses a quantity that is ahead of the elapsed time. */
async function until(instant: number): Promise<void> {
  for (let left = instant - performance.now(); left > 0; left = instant - performance.now())
    await sleep(Math.ceil(left));
}
