import { type Homes, isTransient, TransientError } from "@scrip/db/connection";
import { countFailedPlatformTry, type PlatformWork, platformDue } from "@scrip/db/due";
import type { TaskQueue } from "@scrip/db/queue";
import type { PlatformDueKind } from "@scrip/domain/due";
import { PLATFORM_DUE, type PlatformDueHandler } from "./platform-handlers.ts";

/** The dependencies of running the platform's due work, all of the worker's role. */
export interface RunPlatformDueDeps {
  readonly homes: Homes;
  readonly queue: TaskQueue;
}

/** The result of running the platform's due work. */
export interface RanPlatformDue {
  readonly ran: number;
  /** Work that failed; the next sweep retries it. */
  readonly failed: readonly FailedPlatformDue[];
  /** Work that failed too often; the sweeps skip it from now on. */
  readonly parked: readonly FailedPlatformDue[];
}

/** A piece of the platform's due work and its failure. */
export interface FailedPlatformDue extends PlatformWork {
  readonly error: Error;
}

/**
 * Finishes interrupted claims, the oldest first. Safe to run twice at once. A failure is counted in the row of the work
 * and parks it after some tries; the rest of the work continues. A transient failure is not counted.
 * @param signal stops before the next piece of work
 * @param registry the handler of each kind; tests pass their own
 * @throws TransientError if the database does not answer; work that ran stays done
 * @source docs/rules.md#two-homes
 */
export async function runPlatformDue(
  deps: RunPlatformDueDeps,
  signal?: AbortSignal,
  registry: Readonly<Record<PlatformDueKind, PlatformDueHandler>> = PLATFORM_DUE,
): Promise<RanPlatformDue> {
  const failed: FailedPlatformDue[] = [];
  const parked: FailedPlatformDue[] = [];
  let ran = 0;
  for (const work of await platformDue(deps.homes.platform)) {
    if (signal?.aborted === true) break;
    try {
      await registry[work.kind](deps.homes, work.ref);
      ran += 1;
    } catch (reason) {
      if (reason instanceof TransientError || isTransient(reason)) throw reason;
      const error = reason instanceof Error ? reason : new Error(String(reason));
      const isParked = await countFailedPlatformTry(deps, work, error);
      (isParked ? parked : failed).push({ ...work, error });
    }
  }
  return { ran, failed, parked };
}
