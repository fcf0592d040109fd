const HOUR_MS = 3_600_000;

/** A runway, as far as people are notified of it. */
interface RunwayFacts {
  readonly state: "idle" | "lasts" | "ends";
  /** The end of credit, in milliseconds since 1970. */
  readonly at: number | null;
}

/**
 * Whether the runway is short, for the people who are notified of changes. It becomes short within the hours, and it is no
 * longer short with half as much again, or if credit lasts. An organization without running work stays as it is: work that
 * pauses and goes on is no news.
 * @param hours `null` for no such notice
 * @source docs/rules.md#alerts-of-the-runway-and-of-expiring-credit
 */
export function isRunwayShort(
  before: boolean,
  { state, at: endsAt }: RunwayFacts,
  { now, hours }: { readonly now: number; readonly hours: number | null },
): boolean {
  if (hours === null) return false;
  if (state === "idle") return before;
  if (state === "lasts" || endsAt === null) return false;
  const leftMs = endsAt - now;
  return before ? leftMs < hours * HOUR_MS * 1.5 : leftMs <= hours * HOUR_MS;
}
