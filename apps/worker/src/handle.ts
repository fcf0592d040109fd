import type { TaskDefinition } from "@scrip/contract/tasks/define-task";
import { operatorsAlert } from "@scrip/contract/tasks/operators-alert";
import { inAnyCell, isTransient, OrganizationMoved, TransientError, tracer } from "@scrip/db/connection";
import type { Log } from "@scrip/process/log";
import { RefusedError } from "@scrip/usecases/refused";
import type { Job as DeliveredTask, JobResult as TaskResult } from "pg-boss";
import type { WorkerDeps } from "./deps.ts";

/** A handler returns this in place of an outcome if the queue must retry a part of its work. */
export class Retry {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** A kind of task and the function that runs it. */
export interface TaskHandler {
  readonly task: TaskDefinition;
  /** Runs one task, which pg-boss calls a job. Never throws. */
  run(deps: WorkerDeps, delivered: DeliveredTask<unknown>): Promise<TaskResult>;
}

type Outcome = "completed" | "refused" | "retried" | "dead";

/**
 * The handler of a kind of task. It must be safe to run twice, also at once: the queue delivers a task
 * again if a worker dies before it reports the end.
 *
 * A refusal of the rules completes the task with that outcome. The queue retries a transient error with
 * back-off and then moves the task to the dead letter queue. Any other error means that Scrip's code
 * is wrong: the task goes there at once, and the operators get an alert.
 * @source docs/rules.md#task-errors
 */
export function handle<Payload extends object>(
  task: TaskDefinition<Payload>,
  handler: (deps: WorkerDeps, payload: Payload, signal: AbortSignal) => Promise<object | Retry>,
): TaskHandler {
  const run: TaskHandler["run"] = async (workerDeps, delivered) => {
    const span = tracer()?.begin({
      name: `task ${task.name}`,
      isServer: true,
      parent: null,
      attributes: () => ({ "scrip.task_id": delivered.id, "scrip.org_id": orgOf(delivered) }),
    });
    const deps = { ...workerDeps, log: logOf(workerDeps.log, delivered, span?.traceId) };
    const work = () =>
      settled(deps, task, delivered, () => handler(deps, task.payload.parse(delivered.data), delivered.signal));
    const [outcome, result] = await (span === undefined ? work() : span.run(work));
    span?.end(outcome === "dead" ? new Error("the task failed") : undefined);
    deps.metrics.tasks.inc({ job: task.name, outcome });
    return result;
  };
  return { task, run };
}

/** The log of one task: every line names it and its organization. */
function logOf(log: Log, delivered: DeliveredTask<unknown>, traceId: string | undefined): Log {
  const { name, id } = delivered;
  return log.child({ task: name, taskId: id, orgId: orgOf(delivered), traceId });
}

function orgOf({ data }: DeliveredTask<unknown>): string | undefined {
  if (typeof data !== "object" || data === null || !("orgId" in data)) return undefined;
  return typeof data.orgId === "string" ? data.orgId : undefined;
}

async function settled(
  deps: WorkerDeps,
  { name }: TaskDefinition,
  { id }: DeliveredTask<unknown>,
  work: () => Promise<object | Retry>,
): Promise<[Outcome, TaskResult]> {
  try {
    const output = await work();
    if (output instanceof Retry) return ["retried", { id, status: "failed", output: { message: output.reason } }];
    return ["completed", { id, status: "completed", output }];
  } catch (error) {
    if (error instanceof RefusedError)
      return ["refused", { id, status: "completed", output: { refused: error.refusal } }];
    const problem = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ");
    const again: TaskResult = { id, status: "failed", output: { message: problem } };
    if (error instanceof TransientError || error instanceof OrganizationMoved || isTransient(error))
      return ["retried", again];
    deps.log.error({ err: error }, `the task ${name} ${id} failed by an error of Scrip: ${problem}`);
    // Alerted first: if the alert fails too, the queue retries the task.
    const isAlerted = await alertOperators(deps, name, id, problem);
    return isAlerted ? ["dead", { ...again, status: "deadletter" }] : ["retried", again];
  }
}

async function alertOperators(deps: WorkerDeps, name: string, id: string, problem: string): Promise<boolean> {
  // An alert that failed is in the log already; an alert about it would fail in the same way.
  if (name === operatorsAlert.name) return true;
  try {
    const payload = { about: "job_dead" as const, job: name, jobId: id, problem: problem.slice(0, 500) };
    await inAnyCell(deps.homes.organizations, (tx) => deps.queue.enqueue(tx, operatorsAlert, payload));
    return true;
  } catch (error) {
    deps.log.error({ err: error }, "the alert about the failed task could not be enqueued");
    return false;
  }
}
