import type { z } from "zod";

/** The queue of what nobody could carry out; jobs wait there for an operator. */
export const DEAD_QUEUE = "dead";

/** How a job's queue treats its jobs. */
export interface JobQueueTerms {
  /** `exclusive`: one job waits or runs per key, and what is sent beside it is dropped. */
  readonly policy: "standard" | "exclusive";
  /** New tries after a transient failure. */
  readonly retryLimit: number;
  /** Before the first new try; doubled, with jitter, for each further one. */
  readonly retryDelaySeconds: number;
  readonly retryDelayMaxSeconds: number;
  /** After so long a running job is given to another worker. */
  readonly expireInSeconds: number;
  /** After so long without a sign of life of its worker too. */
  readonly heartbeatSeconds: number;
  /** How long a job that ended stays to be looked at. */
  readonly keepSeconds: number;
}

/** A kind of job: its name, what its payload is, and its queue. */
export interface JobDefinition<Payload extends object = object> {
  readonly name: string;
  /** Ids, never amounts: what is owed may have changed when the job runs. */
  readonly payload: z.ZodType<Payload>;
  readonly queue: JobQueueTerms;
}

const USUAL: JobQueueTerms = {
  policy: "standard",
  retryLimit: 5,
  retryDelaySeconds: 1,
  retryDelayMaxSeconds: 60,
  expireInSeconds: 600,
  heartbeatSeconds: 20,
  keepSeconds: 86_400,
};

/**
 * Defines a kind of job; its handler stands in `apps/worker` and is safe to run twice at once.
 * @source STYLE 4: "A job and its handler"
 */
export function defineJob<Payload extends object>(definition: {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  readonly queue?: Partial<JobQueueTerms>;
}): JobDefinition<Payload> {
  return { ...definition, queue: { ...USUAL, ...definition.queue } };
}
