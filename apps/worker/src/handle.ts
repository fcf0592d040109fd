import type { JobDefinition } from "@scrip/contract/tasks/define-job";
import { operatorsAlert } from "@scrip/contract/tasks/operators-alert";
import { isTransient, TransientError } from "@scrip/db/connection";
import { RefusedError } from "@scrip/usecases/refused";
import type { Job, JobResult } from "pg-boss";
import type { WorkerDeps } from "./deps.ts";

/** What a handler says instead of an outcome where a part of its work is to be tried again. */
export class TryAgain {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

/** A kind of job with what carries it out. */
export interface JobHandler {
  readonly job: JobDefinition;
  /** Carries out one job; never throws. */
  run(deps: WorkerDeps, job: Job<unknown>): Promise<JobResult>;
}

type Outcome = "completed" | "refused" | "retried" | "dead";

/**
 * The handler of a kind of job. It must be safe to run twice, also at once: a job is delivered again
 * where a worker died before it could say that it was done.
 * A refusal of the rules completes the job with that outcome; a transient error is tried again, with
 * back-off, and then left in the dead letter queue; anything else is our own fault, goes there at once
 * and is told to the operators.
 * @source STYLE 6
 */
export function handle<Payload extends object>(
  definition: JobDefinition<Payload>,
  handler: (deps: WorkerDeps, payload: Payload, signal: AbortSignal) => Promise<object | TryAgain>,
): JobHandler {
  const run: JobHandler["run"] = async (deps, job) => {
    const [outcome, result] = await settled(deps, definition, job, () =>
      handler(deps, definition.payload.parse(job.data), job.signal),
    );
    deps.metrics.jobs.inc({ job: definition.name, outcome });
    return result;
  };
  return { job: definition, run };
}

async function settled(
  deps: WorkerDeps,
  { name }: JobDefinition,
  { id }: Job<unknown>,
  work: () => Promise<object | TryAgain>,
): Promise<[Outcome, JobResult]> {
  try {
    const output = await work();
    if (output instanceof TryAgain) return ["retried", { id, status: "failed", output: { message: output.why } }];
    return ["completed", { id, status: "completed", output }];
  } catch (error) {
    if (error instanceof RefusedError)
      return ["refused", { id, status: "completed", output: { refused: error.refusal } }];
    const problem = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ");
    const again: JobResult = { id, status: "failed", output: { message: problem } };
    if (error instanceof TransientError || isTransient(error)) return ["retried", again];
    deps.log.error(`the job ${name} ${id} failed by our own fault: ${problem}`);
    // Told before it is given up: where that fails too, the job is tried again.
    const isTold = await tellOperators(deps, name, id, problem);
    return isTold ? ["dead", { ...again, status: "deadletter" }] : ["retried", again];
  }
}

async function tellOperators(deps: WorkerDeps, job: string, jobId: string, problem: string): Promise<boolean> {
  // An alert that can not be told was logged; an alert about it would fail in the same way.
  if (job === operatorsAlert.name) return true;
  try {
    const payload = { about: "job_dead" as const, job, jobId, problem: problem.slice(0, 500) };
    await deps.worker.transaction((tx) => deps.queue.enqueue(tx, operatorsAlert, payload));
    return true;
  } catch (error) {
    deps.log.error(`the operators could not be told of it: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}
