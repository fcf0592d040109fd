import type { Instant, Script } from "../script.ts";

/** How an organization on a test clock moves. */
export interface SimulatedTime {
  readonly now: Instant;
  readonly until: Instant;
  /** Moves the clock and runs what falls due on the way. @returns the instant that the clock has reached */
  readonly advance: (to: Instant) => Promise<Instant>;
}

interface Waiting {
  readonly script: Script;
  /** The place in the list of scripts, which decides between scripts that wait for the same instant. */
  readonly place: number;
  readonly at: Instant;
}

/**
 * Runs scripts one step after another in the order of the instants for which they wait, and moves the clock to each
 * instant first. The same scripts always make the same calls in the same order. At the end the clock is at `until`.
 */
export async function inSimulatedTime(scripts: readonly Script[], time: SimulatedTime): Promise<Instant> {
  let { now } = time;
  const waiting: Waiting[] = [];
  const step = async (script: Script, place: number): Promise<void> => {
    const { value, done } = await script.next(now);
    if (done !== true) insert(waiting, { script, place, at: Math.max(value, now) });
  };
  for (const [place, script] of scripts.entries()) await step(script, place);
  for (let first = waiting.pop(); first !== undefined && first.at <= time.until; first = waiting.pop()) {
    if (first.at > now) now = await time.advance(first.at);
    await step(first.script, first.place);
  }
  return now < time.until ? time.advance(time.until) : now;
}

/** Keeps the list in descending order, so that the first to go on is its last item. */
function insert(waiting: Waiting[], item: Waiting): void {
  let low = 0;
  let high = waiting.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(item, waiting[middle] as Waiting)) low = middle + 1;
    else high = middle;
  }
  waiting.splice(low, 0, item);
}

const isBefore = (a: Waiting, b: Waiting): boolean => (a.at === b.at ? a.place < b.place : a.at < b.at);
