import { setTimeout as sleep } from "node:timers/promises";
import { isRefusal, type JobDetails } from "@scrip/client";
import type { Organization } from "../organization.ts";
import { tell } from "../tell.ts";
import type { Commands } from "./commands.ts";
import type { Credit } from "./credit.ts";
import type { JobPlan } from "./slots.ts";

/** What the work of the live organization needs. */
export interface Live {
  readonly org: Organization;
  readonly commands: Commands;
  readonly credit: Credit;
  readonly speed: number;
}

/** The job of that name, or nothing where it was never started. */
export async function findJob(org: Organization, ref: string): Promise<JobDetails | undefined> {
  try {
    return await org.jobs.get({ job: ref });
  } catch (error) {
    if (isRefusal(error, "job_not_found")) return undefined;
    throw error;
  }
}

/**
 * Brings one job to its end, from wherever it is: what the ledger says of it decides what comes next, so a job that
 * another process has begun is taken up where it was left. Waits where credit is missing.
 */
export async function runJob(live: Live, plan: JobPlan): Promise<void> {
  for (;;) {
    const job = await findJob(live.org, plan.ref);
    if (job === undefined) await orTopUp(live, () => start(live, plan));
    else if (job.state === "running") await work(live, plan, job.reportedMs);
    else if (job.state === "paused") await orTopUp(live, () => resume(live, plan, job.reportedMs));
    else if (job.state === "silent") await giveUp(live, plan, job.reportedMs);
    else return;
  }
}

async function start({ org, commands }: Live, plan: JobPlan): Promise<void> {
  const { ref: job, resource, unitsMilli, project, member, epochMs } = plan;
  const terms = { job, resource, unitsMilli, project, member, next: { untilMs: epochMs } };
  await commands.run(`${job}/start`, (idempotencyKey) => org.jobs.start({ ...terms, idempotencyKey }));
  tell(`${job} started: ${unitsMilli / 1000} x ${resource}`);
}

/** Computes from `fromMs` on and settles each epoch when its time has passed, until the job pauses or ends. */
async function work({ org, commands }: Live, plan: JobPlan, fromMs: number): Promise<void> {
  const { ref: job, epochMs, endMs } = plan;
  const beganAt = performance.now();
  for (let doneMs = fromMs; ; ) {
    const quantityMs = Math.min(endMs, (Math.floor(doneMs / epochMs) + 1) * epochMs);
    await until(beganAt + quantityMs - fromMs);
    if (quantityMs === endMs) return end({ org, commands }, plan);
    const next = { untilMs: quantityMs + epochMs };
    const { decision, missing } = await commands.run(`${job}/at/${quantityMs}`, (idempotencyKey) =>
      org.jobs.settleEpoch({ job, quantityMs, next, idempotencyKey }),
    );
    if (decision !== "continue") return tell(`${job} pauses: ${missing ?? 0n} micro-USD are missing`);
    doneMs = quantityMs;
  }
}

async function end({ org, commands }: Pick<Live, "org" | "commands">, plan: JobPlan): Promise<void> {
  const { ref: job, endMs: quantityMs } = plan;
  const { chargedTotal } = await commands.run(`${job}/end`, (idempotencyKey) => {
    const done = { job, quantityMs, idempotencyKey };
    if (plan.end === "completed") return org.jobs.complete(done);
    if (plan.end === "cancelled") return org.jobs.cancel(done);
    return org.jobs.fail({ ...done, fault: plan.end === "failed by user" ? "user" : "platform" });
  });
  tell(`${job} ${plan.end}: ${chargedTotal} micro-USD`);
}

async function resume({ org, commands }: Live, { ref: job, epochMs }: JobPlan, reportedMs: number): Promise<void> {
  const next = { untilMs: (Math.floor(reportedMs / epochMs) + 1) * epochMs };
  await commands.run(`${job}/resume/${reportedMs}`, (idempotencyKey) => org.jobs.resume({ job, next, idempotencyKey }));
  tell(`${job} resumed at ${reportedMs} ms`);
}

/** Nothing was heard of it for so long that its hold has expired: this machine was off, which is no member's fault. */
async function giveUp({ org, commands }: Live, { ref: job }: JobPlan, quantityMs: number): Promise<void> {
  await commands.run(`${job}/end`, (idempotencyKey) =>
    org.jobs.fail({ job, quantityMs, fault: "platform", idempotencyKey }),
  );
  tell(`${job} failed by platform: it was silent`);
}

async function orTopUp({ credit }: Live, attempt: () => Promise<void>): Promise<void> {
  try {
    await attempt();
  } catch (error) {
    if (!isRefusal(error, "insufficient_credit")) throw error;
    await credit.topUp();
  }
}

/** Never early: a quantity may not be ahead of the time that has passed. */
async function until(instant: number): Promise<void> {
  for (let left = instant - performance.now(); left > 0; left = instant - performance.now())
    await sleep(Math.ceil(left));
}
