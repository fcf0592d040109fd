const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** The time zone for days and hours; `undefined` is the browser's own. */
type Zone = string | undefined;

/**
 * Writes an instant relative to now.
 * @param at ms since 1970
 * @param now ms since 1970
 * @returns such as `just now`, `3 minutes ago`, `in 5 days`; beyond a week the day, such as `21 Nov`
 */
export function relativeWords(at: number, now: number, zone?: Zone): string {
  const distance = Math.abs(now - at);
  if (distance < 45 * SECOND_MS) return at > now ? "in a moment" : "just now";
  if (distance >= 7 * DAY_MS) return dayWords(at, now, zone);
  const [count, unit] = counted(distance);
  const words = `${count} ${unit}${count === 1 ? "" : "s"}`;
  return at > now ? `in ${words}` : `${words} ago`;
}

function counted(distance: number): [number, string] {
  const minutes = Math.round(distance / MINUTE_MS);
  if (minutes < 60) return [Math.max(1, minutes), "minute"];
  const hours = Math.round(distance / HOUR_MS);
  return hours < 24 ? [hours, "hour"] : [Math.round(distance / DAY_MS), "day"];
}

/** A day, such as `21 Nov`, with its year if it is not the current one. */
export function dayWords(at: number, now: number, zone?: Zone): string {
  const format = (ms: number, year?: "numeric") =>
    formatter({ day: "numeric", month: "short", ...(year && { year }) }, zone).format(ms);
  const yearOf = (ms: number) => formatter({ year: "numeric" }, zone).format(ms);
  return yearOf(at) === yearOf(now) ? format(at) : format(at, "numeric");
}

/** The day of the week, such as `Tuesday`. */
export function weekdayWords(at: number, zone?: Zone): string {
  return formatter({ weekday: "long" }, zone).format(at);
}

/** A day and the minute, such as `21 Nov, 14:03`. */
export function momentWords(at: number, now: number, zone?: Zone): string {
  return `${dayWords(at, now, zone)}, ${clockWords(at, zone)}`;
}

/** The minute of a day, such as `14:03`. */
export function clockWords(at: number, zone?: Zone): string {
  return formatter({ hour: "2-digit", minute: "2-digit" }, zone).format(at);
}

/** A day as a heading, such as `Sat 21 Nov`, with its year if it is not the current one. */
export function dayHeadingWords(at: number, now: number, zone?: Zone): string {
  return `${formatter({ weekday: "short" }, zone).format(at)} ${dayWords(at, now, zone)}`;
}

/** The exact instant with its zone, such as `21 Nov 2026, 14:03:05 UTC`. */
export function exactWords(at: number, zone?: Zone): string {
  const day = formatter({ day: "numeric", month: "short", year: "numeric" }, zone).format(at);
  const time = formatter({ hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" }, zone);
  return `${day}, ${time.format(at)}`;
}

/**
 * Writes an interval with its length.
 * @param from the first ms of the interval
 * @param until the first ms after it
 * @returns such as `1 Nov – 1 Dec, 30 days`
 */
export function rangeWords(from: number, until: number, now: number, zone?: Zone): string {
  const days = Math.round((until - from) / DAY_MS);
  const isOfHours = until - from < 2 * DAY_MS;
  const write = isOfHours ? momentWords : dayWords;
  const length = isOfHours ? durationWords(until - from) : `${days} days`;
  return `${write(from, now, zone)} – ${write(until, now, zone)}, ${length}`;
}

/**
 * Writes a duration in its two largest units.
 * @returns such as `850 ms`, `42 s`, `3 min 20 s`, `2 h 14 min`, `5 d 3 h`
 */
export function durationWords(ms: number): string {
  if (ms < SECOND_MS) return `${Math.round(ms)} ms`;
  const units = [
    ["d", DAY_MS],
    ["h", HOUR_MS],
    ["min", MINUTE_MS],
    ["s", SECOND_MS],
  ] as const;
  const first = units.findIndex(([, size]) => ms >= size);
  const large = units[first];
  const small = units[first + 1];
  if (large === undefined) return `${ms} ms`;
  const whole = Math.floor(ms / large[1]);
  const rest = small === undefined ? 0 : Math.floor((ms % large[1]) / small[1]);
  return rest === 0 || small === undefined ? `${whole} ${large[0]}` : `${whole} ${large[0]} ${rest} ${small[0]}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Caches formatters, since creating one takes longer than a thousand uses of it. */
function formatter(options: Intl.DateTimeFormatOptions, zone: Zone): Intl.DateTimeFormat {
  const key = `${zone}${JSON.stringify(options)}`;
  const cached = formatters.get(key);
  if (cached !== undefined) return cached;
  const created = new Intl.DateTimeFormat("en-GB", { ...options, ...(zone !== undefined && { timeZone: zone }) });
  formatters.set(key, created);
  return created;
}
