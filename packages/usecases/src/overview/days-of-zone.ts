/// <reference lib="esnext.temporal" />

/** A day of a time zone. It ends just before `endsAt`. */
export interface Day {
  /** Such as "2026-01-31". */
  readonly day: string;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
}

/**
 * Lists days around the day of an instant. A day on which clocks change has 23 or 25 hours.
 * @param from the first day, relative to the day of `now`: 0 is that day, -1 the day before
 * @param to the last day, in the same way
 */
export function daysOfZone(now: number, zone: string, from: number, to: number): Day[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  return Array.from({ length: to - from + 1 }, (_, n) => {
    const date = today.add({ days: from + n });
    const next = date.add({ days: 1 }).toZonedDateTime({ timeZone: zone });
    return { day: date.toString(), endsAt: next.epochMilliseconds };
  });
}
