import { creditOfDay } from "./credit.ts";
import { servingOfDay } from "./serving.ts";
import { DAY_MS, type Step } from "./step.ts";
import { jobsOfDay, MONITOR, type PlannedJob, simulation } from "./work.ts";

/** The length of the history that a new organization of the demo has. */
export const HISTORY_MS = 42 * DAY_MS;

/** No job takes longer than this: a timed job of a day, and a day for credit to come. */
const LONGEST_MS = 3 * DAY_MS;

/**
 * The steps of an interval `[fromMs, untilMs]` since the organization was made, in order of time; credit comes before the
 * work that it pays. They never end, and are always the same: the day alone decides what a step does.
 */
export function stepsBetween(since: Date, fromMs: number, untilMs: number): Step[] {
  return daysOf(fromMs, untilMs)
    .flatMap((day) => [...creditOfDay(day, since), ...simulation(day), ...servingOfDay(day)])
    .filter(({ atMs }) => atMs >= fromMs && atMs <= untilMs)
    .sort((a, b) => a.atMs - b.atMs);
}

/** The jobs that may run in an interval, by their starts. Those that started before it may have ended. */
export function jobsBetween(fromMs: number, untilMs: number): PlannedJob[] {
  return [MONITOR, ...daysOf(fromMs - LONGEST_MS, untilMs).flatMap((day) => jobsOfDay(day))].filter(
    ({ startMs }) => startMs <= untilMs,
  );
}

function daysOf(fromMs: number, untilMs: number): number[] {
  const first = Math.max(0, Math.floor(fromMs / DAY_MS));
  const last = Math.floor(untilMs / DAY_MS);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
