import { creditOfDay } from "./credit.ts";
import { DAY_MS, type Step } from "./step.ts";
import { jobsOfDay, ongoingOfDay } from "./work.ts";

/** The length of the history that a new organization of the demo has. */
export const HISTORY_MS = 42 * DAY_MS;

/** No step comes later than this after the start of its day: the end of the timed job. */
const LONGEST_MS = 2 * DAY_MS;

/**
 * The steps of an interval `[fromMs, untilMs]` since the organization was made, in order of time. The work never ends,
 * and it is always the same: the day alone decides what a step does.
 */
export function stepsBetween(since: Date, fromMs: number, untilMs: number): Step[] {
  const first = Math.max(0, Math.floor((fromMs - LONGEST_MS) / DAY_MS));
  const last = Math.floor(untilMs / DAY_MS);
  const days = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return days
    .flatMap((day) => [...creditOfDay(day, since), ...ongoingOfDay(day), ...jobsOfDay(day)])
    .filter(({ atMs }) => atMs >= fromMs && atMs <= untilMs)
    .sort((a, b) => a.atMs - b.atMs);
}
