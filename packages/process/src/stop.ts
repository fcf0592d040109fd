import type { EventEmitter } from "node:events";
import type { Log } from "./log.ts";

const endProcess = (code: number): void => process.exit(code);

/** The default limit for closing one part. */
const PART_MS = 3_000;
/** The limit for the whole stop. Supervisors kill a process after 15 seconds. */
const STOP_MS = 14_000;

/** The exit codes after a second signal. */
const SIGNAL_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

interface OpenPart {
  readonly name: string;
  readonly close: () => unknown;
  readonly limitMs: number;
}

/** The open parts of a process: pools, servers, timers. The part that was opened last closes first. */
export class OpenParts {
  private readonly parts: OpenPart[] = [];

  /**
   * Adds a part that was just opened.
   * @param name for the log, such as `the ledger`
   * @param limitMs the limit for `close`; after it, the next part closes
   */
  add(name: string, close: () => unknown, limitMs = PART_MS): void {
    this.parts.push({ name, close, limitMs });
  }

  /**
   * Closes every part, in reverse order. A part that fails or takes too long does not keep the others from closing.
   * @param onProblem receives the name of each part that did not close, and the reason
   * @returns whether every part closed
   */
  async close(onProblem: (name: string, problem: unknown) => void): Promise<boolean> {
    let isClean = true;
    for (let part = this.parts.pop(); part !== undefined; part = this.parts.pop()) {
      try {
        await withinLimit(part);
      } catch (problem) {
        isClean = false;
        onProblem(part.name, problem);
      }
    }
    return isClean;
  }
}

async function withinLimit({ close, limitMs }: OpenPart): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`not closed after ${limitMs} ms`)), limitMs);
  try {
    await Promise.race([close(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

export interface StopOptions {
  readonly parts: OpenParts;
  readonly log: Log;
  /** Emits the signals; the default is the process. */
  readonly signals?: EventEmitter;
  /** Ends the process. */
  readonly exit?: (code: number) => void;
}

/**
 * Stops the process at the first SIGINT or SIGTERM: closes its parts and logs each problem. The process then exits by
 * itself with code 0, or with code 1 if a part did not close. At a second signal it exits at once.
 * @source docs/invariants.md#e9
 */
export function stopOnSignal({ parts, log, signals = process, exit = endProcess }: StopOptions): void {
  let isStopping = false;
  const stop = async (): Promise<void> => {
    const timer = setTimeout(() => {
      log.error("the stop took too long; the process exits");
      exit(1);
    }, STOP_MS);
    // The timer must not keep a process running that has closed everything.
    timer.unref();
    const isClean = await parts.close((name, err) => log.error({ err }, `${name} did not close`));
    log.info("stopped");
    if (!isClean) exit(1);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    signals.on(signal, () => {
      if (isStopping) {
        exit(SIGNAL_CODES[signal]);
        return;
      }
      isStopping = true;
      log.info({ signal }, "stopping");
      void stop();
    });
}
