import { setTimeout as sleep } from "node:timers/promises";
import { CALLS, CLAIMS, EVENTS_LANE, PLATFORM_DUE, type PlatformLane } from "@scrip/usecases/due/platform-handlers";
import { type RanPlatformDue, runPlatformDue } from "@scrip/usecases/due/run-platform-due";
import type { ProcessDeps } from "./deps.ts";

/** Work of the platform that a process runs as soon as it is announced. */
export interface PlatformLanes {
  /** Looks for due work. */
  wake(): void;
  /** Begins no more work, and waits for the work that runs. */
  stop(): Promise<void>;
}

/**
 * Runs due work of the platform in three lanes, so that neither a mail server nor a payment gateway that does not answer
 * delays a claim. Mails and events are looked for in each interval too: that finds the ones that were put off. Interrupted claims are found by the sweeps.
 * @param patienceMs a stop waits so long for mails that are being sent
 */
export function openPlatformLanes(deps: ProcessDeps, everySeconds: number, patienceMs: number): PlatformLanes {
  const closing = new AbortController();
  const claims = new Lane(deps, CLAIMS, closing.signal);
  const calls = new Lane(deps, CALLS, closing.signal);
  const events = new Lane(deps, EVENTS_LANE, closing.signal);
  const apart = [calls, events];
  const timer = setInterval(() => wakeAll(apart), everySeconds * 1000);
  return {
    wake: () => wakeAll([claims, ...apart]),
    stop: async () => {
      clearInterval(timer);
      closing.abort();
      await claims.ended();
      await Promise.race([
        Promise.all(apart.map((lane) => lane.ended())),
        sleep(patienceMs, undefined, { ref: false }),
      ]);
    },
  };
}

function wakeAll(lanes: readonly Lane[]): void {
  for (const lane of lanes) lane.wake();
}

/** Counts and logs the platform's work that ran. */
export function reportPlatformDue({ metrics, log }: ProcessDeps, { ran, failed, parked }: RanPlatformDue): void {
  metrics.dueWork.inc({ outcome: "ran" }, ran);
  metrics.dueWork.inc({ outcome: "failed" }, failed.length);
  metrics.dueWork.inc({ outcome: "parked" }, parked.length);
  for (const { kind, ref, error } of failed) log.info(`${kind} ${ref} failed and will be retried (${error.message})`);
}

/** Runs the work of one lane, once at a time. */
class Lane {
  private readonly deps: ProcessDeps;
  private readonly lane: PlatformLane;
  private readonly signal: AbortSignal;
  private running: Promise<void> | null = null;
  /** Whether it was woken while it ran: work may have been written after the list was read. */
  private isWoken = false;

  constructor(deps: ProcessDeps, lane: PlatformLane, signal: AbortSignal) {
    this.deps = deps;
    this.lane = lane;
    this.signal = signal;
  }

  wake(): void {
    this.isWoken = true;
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
  }

  async ended(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.isWoken && !this.signal.aborted) {
      this.isWoken = false;
      try {
        reportPlatformDue(this.deps, await runPlatformDue(this.deps, this.signal, PLATFORM_DUE, this.lane));
      } catch (err) {
        this.deps.log.error({ err }, "the platform's due work could not be run; the next sweep tries again");
      }
    }
  }
}
