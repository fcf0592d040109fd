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
  /** The place of its group, which decides between scripts that wait for the same instant. */
  readonly place: number;
  readonly at: Instant;
}

/**
 * Runs scripts in the order of the instants for which they wait, and moves the clock to each instant first. At one instant
 * the scripts of a group go on side by side, and a group only after those before it. If each script is a group of its own,
 * the same scripts always make the same calls in the same order. At the end the clock is at `until`.
 */
export async function inSimulatedTime(groups: readonly (readonly Script[])[], time: SimulatedTime): Promise<Instant> {
  let { now } = time;
  const waiting: Waiting[] = [];
  const step = async ({ script, place }: Omit<Waiting, "at">): Promise<void> => {
    const { value, done } = await script.next(now);
    if (done !== true) insert(waiting, { script, place, at: Math.max(value, now) });
  };
  for (const [place, scripts] of groups.entries()) await Promise.all(scripts.map((script) => step({ script, place })));
  for (let next = takeFirst(waiting); next.length > 0; next = takeFirst(waiting)) {
    const at = next[0]?.at ?? now;
    if (at > time.until) break;
    if (at > now) now = await time.advance(at);
    await Promise.all(next.map(step));
  }
  return now < time.until ? time.advance(time.until) : now;
}

/** Takes the scripts of the first group that wait for the first instant. */
function takeFirst(waiting: Waiting[]): Waiting[] {
  const first = waiting.at(-1);
  const taken: Waiting[] = [];
  for (let next = first; next !== undefined && !isBefore(first as Waiting, next); next = waiting.at(-1)) {
    taken.push(next);
    waiting.pop();
  }
  return taken;
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
