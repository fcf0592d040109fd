import type { Answers } from "../../../data/trpc.ts";
import { dayWords, durationWords } from "../../../words/time-words.ts";

type Note = Answers["overview"]["runwayHistory"]["notes"][number];

/** One point of the chart: how long credit would have lasted, in milliseconds; `null` while nothing ran. */
export interface RunwayPoint {
  readonly at: number;
  readonly leftMs: number | null;
}

const YEAR_MS = 365 * 86_400_000;

/** The points of a history. Credit that lasts longer than a year lasts a year here. */
export const runwayPoints = (notes: readonly Note[]): RunwayPoint[] =>
  notes.map(({ noted, state, at }) => {
    const since = Date.parse(noted);
    if (state === "idle") return { at: since, leftMs: null };
    return { at: since, leftMs: at === null ? YEAR_MS : Math.max(0, Date.parse(at) - since) };
  });

/**
 * Describes how the runway moved, in a sentence or two; empty if it never was known.
 * @param now the organization's time, ms since 1970
 */
export function runwayHistoryWords(points: readonly RunwayPoint[], now: number, zone?: string): string {
  const known = points.flatMap(({ at, leftMs }) => (leftMs === null ? [] : [{ at, leftMs }]));
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined) return "";
  const shortest = known.reduce((one, other) => (other.leftMs < one.leftMs ? other : one));
  const begun = `On ${dayWords(first.at, now, zone)} credit was enough for ${lengthWords(first.leftMs)}`;
  if (last === first) return `${begun}.`;
  const end = `${begun}, and on ${dayWords(last.at, now, zone)} for ${lengthWords(last.leftMs)}.`;
  if (shortest === first || shortest === last) return end;
  return `${end} The shortest was ${lengthWords(shortest.leftMs)}, on ${dayWords(shortest.at, now, zone)}.`;
}

/** The longest runway of a history, in milliseconds. */
export const longestOf = (points: readonly RunwayPoint[]): number =>
  Math.max(0, ...points.map(({ leftMs }) => leftMs ?? 0));

/** How long credit lasts, in words. */
export const lengthWords = (ms: number): string => (ms >= YEAR_MS ? "more than a year" : durationWords(ms));
