import { isTransient, TransientError } from "@scrip/db/connection";
import { countFailedPlatformTry, type PlatformWork, platformDue, putOffPlatformDue } from "@scrip/db/due";
import type { TaskQueue } from "@scrip/db/queue";
import type { PlatformDueKind } from "@scrip/domain/due";
import {
  ALL_PLATFORM_DUE,
  PLATFORM_DUE,
  type PlatformDueDeps,
  type PlatformDueHandler,
  type PlatformLane,
} from "./platform-handlers.ts";

/** The dependencies of running the platform's due work: those of its handlers, and the queue for alerts. */
export interface RunPlatformDueDeps extends PlatformDueDeps {
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
 * Runs the platform's due work of a lane: it finishes interrupted claims and work that was the worker's from the start,
 * the oldest first. Safe to run twice at once. A failure is counted in the row of the work and parks it after some tries;
 * the rest of the work continues. A transient failure is not counted; with several cells it puts the work off.
 * @param signal stops before the next piece of work
 * @param registry the handler of each kind; tests pass their own
 * @param lane every kind, if not given
 * @throws TransientError if the database does not answer; work that ran stays done
 * @source docs/rules.md#two-homes
 */
export async function runPlatformDue(
  deps: RunPlatformDueDeps,
  signal?: AbortSignal,
  registry: Readonly<Record<PlatformDueKind, PlatformDueHandler>> = PLATFORM_DUE,
  lane: PlatformLane = ALL_PLATFORM_DUE,
): Promise<RanPlatformDue> {
  const failed: FailedPlatformDue[] = [];
  const parked: FailedPlatformDue[] = [];
  let ran = 0;
  const runOne = async (work: PlatformWork): Promise<void> => {
    try {
      await registry[work.kind](deps, work.ref);
      ran += 1;
    } catch (reason) {
      if (reason instanceof TransientError || isTransient(reason)) {
        if (deps.homes.organizations.cells.length === 1) throw reason;
        // The cell of this work may be away. The work of the other cells must not wait for it.
        await putOffPlatformDue(deps.homes.platform, work);
        failed.push({ ...work, error: reason as Error });
        return;
      }
      const error = reason instanceof Error ? reason : new Error(String(reason));
      const isParked = await countFailedPlatformTry(deps, work, error);
      (isParked ? parked : failed).push({ ...work, error });
    }
  };
  const waiting = [...(await platformDue(deps.homes.platform, lane.kinds))];
  const runNext = async (): Promise<void> => {
    for (let work = waiting.shift(); work !== undefined; work = waiting.shift()) {
      if (signal?.aborted === true) return;
      await runOne(work);
    }
  };
  await Promise.all(Array.from({ length: lane.atOnce }, runNext));
  return { ran, failed, parked };
}
