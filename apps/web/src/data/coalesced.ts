/** Runs something soon after a request for it, but at most once in a while. */
export interface Coalesced {
  /** Asks for a run. */
  readonly request: () => void;
  /** Runs now if a run was requested while paused. */
  readonly resume: () => void;
  readonly stop: () => void;
}

/** A run that takes longer than this no longer delays the next one. */
const PATIENCE_MS = 10_000;

/**
 * Combines many requests into few runs. The first request runs at once; all requests of the next `restMs` share one run
 * at the end of that time. If a run takes longer, the next one waits for it, so that on a slow line runs do not pile
 * up. While `isPaused` returns true nothing runs, and `resume` makes up for it.
 */
export function coalesced(
  run: () => Promise<unknown> | undefined,
  restMs: number,
  isPaused: () => boolean = () => false,
): Coalesced {
  let isRequested = false;
  let isResting = false;
  let round = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const runIfRequested = (): void => {
    if (!isRequested || isResting || isPaused()) return;
    isRequested = false;
    isResting = true;
    round += 1;
    const mine = round;
    const endRest = (): void => {
      if (mine !== round) return;
      clearTimeout(timer);
      isResting = false;
      runIfRequested();
    };
    const running = run();
    timer = setTimeout(() => {
      if (running === undefined) return endRest();
      timer = setTimeout(endRest, PATIENCE_MS);
      void running.then(endRest, endRest);
    }, restMs);
  };
  return {
    request: () => {
      isRequested = true;
      runIfRequested();
    },
    resume: runIfRequested,
    stop: () => {
      clearTimeout(timer);
      round += 1;
    },
  };
}
