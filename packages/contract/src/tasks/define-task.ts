import type { z } from "zod";

/** The queue of tasks whose every try failed. They wait there for an operator. */
export const DEAD_QUEUE = "dead";

/** How a queue treats its tasks. */
export interface TaskTerms {
  /** `exclusive`: one task of a key waits or runs; the queue drops the others of that key. */
  readonly policy: "standard" | "exclusive";
  /** The number of retries after a transient failure. */
  readonly retryLimit: number;
  /** Seconds before the first retry; doubled, with jitter, for each further retry. */
  readonly retryDelaySeconds: number;
  readonly retryDelayMaxSeconds: number;
  /** The time after which the queue gives a running task to another worker. */
  readonly expireInSeconds: number;
  /** The time without a heartbeat after which the queue gives a running task to another worker. */
  readonly heartbeatSeconds: number;
  /** How long the queue keeps a task that ended, for inspection. */
  readonly keepSeconds: number;
}

/** A kind of task: its name, the schema of its payload, and the terms of its queue. */
export interface TaskDefinition<Payload extends object = object> {
  readonly name: string;
  /** Ids, never amounts: an amount may change before the task runs. */
  readonly payload: z.ZodType<Payload>;
  readonly queue: TaskTerms;
}

const DEFAULTS: TaskTerms = {
  policy: "standard",
  retryLimit: 5,
  retryDelaySeconds: 1,
  retryDelayMaxSeconds: 60,
  expireInSeconds: 600,
  heartbeatSeconds: 20,
  keepSeconds: 86_400,
};

/**
 * Defines a kind of task. Its handler lies in `apps/worker/src/handlers` and is safe to run twice at once.
 * @param definition the terms of its queue default to five retries within about a minute
 * @returns the definition, for `QUEUE_TASKS`, its sender and its handler
 */
export function defineTask<Payload extends object>(definition: {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  readonly queue?: Partial<TaskTerms>;
}): TaskDefinition<Payload> {
  return { ...definition, queue: { ...DEFAULTS, ...definition.queue } };
}
