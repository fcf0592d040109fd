/** Runs something soon after it is wanted, and not more often than once in a while. */
export interface Coalesced {
  readonly want: () => void;
  /** Meets what was wanted during a pause. */
  readonly resume: () => void;
  readonly stop: () => void;
}

/** What does not end within this is not waited for any longer. */
const PATIENCE_MS = 10_000;

/**
 * Puts many wishes together: the first is met at once, those of the next `restMs` by one run at their end. A run that
 * takes longer is waited for, so that on a slow line a new one does not forever take the old one's place. While
 * `isPaused` says so nothing runs; the wish is kept until `resume`.
 */
export function coalesced(
  run: () => Promise<unknown> | undefined,
  restMs: number,
  isPaused: () => boolean = () => false,
): Coalesced {
  let isWanted = false;
  let isResting = false;
  let round = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const meet = (): void => {
    if (!isWanted || isResting || isPaused()) return;
    [isWanted, isResting] = [false, true];
    round += 1;
    const mine = round;
    const rested = (): void => {
      if (mine !== round) return;
      clearTimeout(timer);
      isResting = false;
      meet();
    };
    const running = run();
    timer = setTimeout(() => {
      if (running === undefined) return rested();
      timer = setTimeout(rested, PATIENCE_MS);
      void running.then(rested, rested);
    }, restMs);
  };
  return {
    want: () => {
      isWanted = true;
      meet();
    },
    resume: meet,
    stop: () => {
      clearTimeout(timer);
      round += 1;
    },
  };
}
