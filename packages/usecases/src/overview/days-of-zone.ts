/// <reference lib="esnext.temporal" />

/** A day of a time zone: `[startsAt, endsAt)`, in milliseconds since 1970. */
export interface Day {
  /** Such as "2026-01-31". */
  readonly day: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

/**
 * Lists days around the day of an instant. A day on which clocks change has 23 or 25 hours. A day that the zone skipped
 * is left out: 30 December 2011 did not exist in Pacific/Apia, which crossed the date line.
 * @param from the first day, relative to the day of `now`: 0 is that day, -1 the day before
 * @param to the last day, in the same way
 * @source docs/rules.md#time-zones
 */
export function daysOfZone(now: number, zone: string, from: number, to: number): Day[] {
  const dateOf = (at: number): Temporal.PlainDate =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  // The start of a skipped day is that of the next one, so dates are found by instants and not by counting.
  const after = (date: Temporal.PlainDate): Temporal.PlainDate => dateOf(startOf(date.add({ days: 1 }), zone));
  const before = (date: Temporal.PlainDate): Temporal.PlainDate => {
    let earlier = date.subtract({ days: 1 });
    while (!dateOf(startOf(earlier, zone)).equals(earlier)) earlier = earlier.subtract({ days: 1 });
    return earlier;
  };
  let first = dateOf(now);
  // Clocks that go back over midnight show the old date again, after the new day began.
  if (startOf(after(first), zone) <= now) first = after(first);
  for (let n = 0; n > from; n -= 1) first = before(first);
  for (let n = 0; n < from; n += 1) first = after(first);
  const days: Day[] = [];
  for (let date = first; days.length <= to - from; date = after(date))
    days.push({ day: date.toString(), startsAt: startOf(date, zone), endsAt: startOf(after(date), zone) });
  return days;
}

/** `[startsAt, endsAt)`, in milliseconds since 1970. */
interface Span {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** The day of an instant. */
export const dayOfZone = remembering((now, zone) => daysOfZone(now, zone, 0, 0)[0] as Day);

/** The month of an instant: when it starts, and when the next one does. */
export const monthOfZone = remembering((now, zone) => {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const first = today.with({ day: 1 });
  return { startsAt: startOf(first, zone), endsAt: startOf(first.add({ months: 1 }), zone) };
});

/** The most zones whose last span is remembered. */
const MOST_ZONES = 1000;

/** Remembers the last span of each zone: a calendar calculation costs as much as a small query. */
function remembering(spanOf: (now: number, zone: string) => Span): (now: number, zone: string) => Span {
  const spans = new Map<string, Span>();
  return (now, zone) => {
    const last = spans.get(zone);
    if (last !== undefined && last.startsAt <= now && now < last.endsAt) return last;
    const span = spanOf(now, zone);
    if (spans.size >= MOST_ZONES) spans.clear();
    spans.set(zone, span);
    return span;
  };
}

/** Where clocks change at night, a day does not always start at midnight. */
const startOf = (date: Temporal.PlainDate, zone: string): number =>
  date.toZonedDateTime({ timeZone: zone }).epochMilliseconds;
