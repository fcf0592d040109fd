import type { ServiceRun } from "../services.ts";

export const MINUTE_MS = 60_000;
/** The policy of both catalogs that ship charges endpoints every five minutes. */
export const SETTLE_MINUTES = 5;
export const JOB = { resource: "gpu.h100-80gb", project: "bench" } as const;
export const ENDPOINT = { resource: "endpoint.cpu-2", project: "bench" } as const;

/** How much work runs. */
export interface RunningSize {
  readonly organizations: number;
  /** Jobs of each organization. */
  readonly jobs: number;
  /** Endpoints of each organization that are charged at one minute of five. */
  readonly endpointsEachMinute: number;
}

/** Running work of organizations whose time the bench moves, behind one way of calling the ledger. */
export interface RunningWork {
  /** Starts the jobs, whose first epoch is a minute. */
  readonly startJobs: () => Promise<unknown>;
  /** Starts the endpoints that are charged first in five minutes from now. */
  readonly startEndpoints: (minute: number) => Promise<unknown>;
  /** Moves the time of all organizations to a minute, and charges the endpoints that fall due. @returns charges a second */
  readonly passTo: (minute: number) => Promise<{ readonly perSecond: number; readonly charged: number }>;
  /** Settles a minute of every job, and reserves the next one. */
  readonly settleJobs: (minute: number) => Promise<ServiceRun<void>>;
  readonly stop: () => Promise<void>;
}

/** The names of the endpoints that are charged with those that started at a minute. */
export function endpointsOf({ endpointsEachMinute }: RunningSize, minute: number): readonly string[] {
  return Array.from({ length: endpointsEachMinute }, (_, index) => `endpoint-${minute % SETTLE_MINUTES}-${index}`);
}

/** The names of an organization's jobs. */
export function jobsOf({ jobs }: RunningSize): readonly string[] {
  return Array.from({ length: jobs }, (_, index) => `job-${index}`);
}
