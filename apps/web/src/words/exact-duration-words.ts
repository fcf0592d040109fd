const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * Writes a duration to the millisecond, since prices are computed from it.
 * @returns such as `3 h 20 min 12.5 s`, `40 min`, `0 s`
 */
export function exactDurationWords(ms: number): string {
  const hours = Math.floor(ms / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  const seconds = (ms % MINUTE_MS) / SECOND_MS;
  const parts = [
    hours > 0 && `${hours.toLocaleString("en")} h`,
    minutes > 0 && `${minutes} min`,
    (seconds > 0 || ms === 0) && `${seconds} s`,
  ];
  return parts.filter((part) => part !== false).join(" ");
}
