/// <reference lib="esnext.temporal" />

/** A day of a time zone, `[its beginning, endsAt)`. */
export interface Day {
  /** Such as "2026-01-31". */
  readonly day: string;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
}

/**
 * Days around the one that an instant lies in; they have 23 to 25 hours where clocks are changed.
 * @param from the first day, counted from that day: 0 is that day itself, -1 the one before
 * @param to the last one
 */
export function daysOfZone(now: number, zone: string, from: number, to: number): Day[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  return Array.from({ length: to - from + 1 }, (_, n) => {
    const date = today.add({ days: from + n });
    const next = date.add({ days: 1 }).toZonedDateTime({ timeZone: zone });
    return { day: date.toString(), endsAt: next.epochMilliseconds };
  });
}
