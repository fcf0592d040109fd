import { dayBefore, instantOf } from "./calendar.test-support.ts";
import { type Interval, Oracle, type Plan, type Wanted, type Wish } from "./oracle.test-support.ts";

/** One thing that an organization asks, and how the time before it passes. */
export interface Act {
  readonly at: number;
  readonly wish: Wish;
  /** `advanced` runs what falls due before; `late` is a time without a worker. */
  readonly before: "advanced" | "late";
}

/** A life of plans, with the grants that it must have. */
export interface Life {
  readonly startsAt: number;
  readonly acts: readonly Act[];
  readonly grants: readonly Wanted[];
}

/** Generates numbers in [0, 1), the same ones for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const DAY_MS = 86_400_000;
const PLANS: readonly Plan[] = ["pro", "team"];
const INTERVALS: readonly Interval[] = ["month", "year"];

/** Makes a life of some years up to now, which begins on this day of the month. */
export function randomLife(
  random: () => number,
  { now, years, day, most }: { now: number; years: number; day: number | "leap"; most: number },
): Life {
  const pick = <Each>(all: readonly Each[]): Each => all[Math.floor(random() * all.length)] as Each;
  const plan = () => ({ plan: pick(PLANS), interval: pick(INTERVALS) });
  /** A time of day at least two hours from now, so that no period begins while the test runs. */
  const time = (): string => {
    const at = now + 2 * 3_600_000 + Math.floor(random() * 20 * 3_600_000);
    return new Date(at).toISOString().split("T")[1] ?? "";
  };
  const startsAt = instantOf(dayBefore(now, years, day), time());
  const oracle = new Oracle();
  const first: Act = { at: startsAt, wish: { do: "subscribe", ...plan() }, before: "late" };
  const acts = [first];
  oracle.wish(first.wish, startsAt);
  const instants = Array.from({ length: Math.floor(random() * (most + 1)) }, () => {
    const date = new Date(startsAt + random() * (now - DAY_MS - startsAt)).toISOString().split("T")[0];
    return Date.parse(`${date}T${time()}`);
  });
  for (const instant of instants.toSorted((one, other) => one - other)) {
    oracle.passTo(instant);
    const at = atBoundary(oracle, instant, random) ?? instant;
    if (at >= now - DAY_MS || at < (acts.at(-1)?.at ?? 0)) continue;
    const kind = pick(["subscribe", "change", "change", "cancel", "cancel", "undo"] as const);
    const wish: Wish = kind === "cancel" || kind === "undo" ? { do: kind } : { do: kind, ...plan() };
    acts.push({ at, wish, before: random() < 0.5 ? "advanced" : "late" });
    oracle.wish(wish, at);
  }
  oracle.passTo(now);
  return { startsAt, acts, grants: oracle.grants };
}

/** Every third instant lies at the start of a month of the subscription, or a millisecond beside it. */
function atBoundary(oracle: Oracle, instant: number, random: () => number): number | null {
  if (random() > 0.34) return null;
  const boundary = oracle.boundary(instant);
  return boundary === null ? null : boundary + Math.floor(random() * 3) - 1;
}
