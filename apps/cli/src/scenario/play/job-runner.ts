import type { OrganizationClient } from "@scrip/client";
import type { Catalog } from "@scrip/domain/catalog";
import type { StepOf } from "../file/step.ts";
import { type JobEvent, planJob } from "./job-events.ts";

/** A job that runs, and what it still has to report. */
interface RunningJob {
  readonly step: StepOf<"job">;
  readonly events: JobEvent[];
  /** The quantity of the last settle; only this is charged once the job is paused. */
  settledMs: number;
  isStopped: boolean;
}

/** The next report of a job. */
export interface Report {
  readonly at: number;
  readonly line: number;
  readonly send: () => Promise<void>;
}

/** The jobs of one organization. */
export class JobRunner {
  readonly #organization: OrganizationClient<Catalog>;
  readonly #running = new Set<RunningJob>();

  constructor(organization: OrganizationClient<Catalog>) {
    this.#organization = organization;
  }

  /** Starts a job. @throws Refused if it is not admitted */
  async start(step: StepOf<"job">): Promise<void> {
    const { ref, resource, units = 1000, mode = "epochs", line } = step;
    const { firstMs, events } = planJob(step);
    await this.#organization.jobs.start({
      job: ref,
      resource,
      work: "training",
      mode,
      unitsMilli: units,
      ...(mode === "timed" ? { estimateMs: firstMs } : { next: { untilMs: firstMs } }),
      idempotencyKey: `line-${line}`,
    });
    this.#running.add({ step, events: [...events], settledMs: 0, isStopped: false });
  }

  /** The earliest report, among equal instants that of the lowest line; `undefined` if no job runs. */
  next(): Report | undefined {
    let first: Report | undefined;
    for (const job of this.#running) {
      const [event] = job.events;
      const { line } = job.step;
      if (event === undefined) continue;
      const isEarlier = first === undefined || event.at < first.at || (event.at === first.at && line < first.line);
      if (isEarlier) first = { at: event.at, line, send: () => this.#report(job, event) };
    }
    return first;
  }

  async #report(job: RunningJob, event: JobEvent): Promise<void> {
    job.events.shift();
    if (event.nextMs === null) await this.#end(job, event);
    else if (!job.isStopped) await this.#settle(job, event, event.nextMs);
  }

  async #settle(job: RunningJob, { quantityMs }: JobEvent, untilMs: number): Promise<void> {
    const { ref, line } = job.step;
    const { decision } = await this.#organization.jobs.settleEpoch({
      job: ref,
      quantityMs,
      next: { untilMs },
      idempotencyKey: `line-${line}-${quantityMs}`,
    });
    job.settledMs = quantityMs;
    job.isStopped = decision !== "continue";
  }

  /** Ends a job. One that was paused for lack of credit did no more work, so it is cancelled with what it had settled. */
  async #end(job: RunningJob, event: JobEvent): Promise<void> {
    this.#running.delete(job);
    const { jobs } = this.#organization;
    const { ref, line, end = "completed" } = job.step;
    const quantityMs = job.isStopped ? job.settledMs : event.quantityMs;
    const ended = { job: ref, quantityMs, idempotencyKey: `line-${line}-end` };
    if (job.isStopped || end === "cancelled") await jobs.cancel(ended);
    else if (end === "completed") await jobs.complete(ended);
    else await jobs.fail({ ...ended, fault: end === "failed_by_platform" ? "platform" : "user" });
  }
}
