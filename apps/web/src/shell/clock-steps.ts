/** How far a button moves the clock. */
export type Step = "hour" | "day" | "month";

export const STEPS: readonly { readonly label: string; readonly step: Step }[] = [
  { label: "+1 hour", step: "hour" },
  { label: "+1 day", step: "day" },
  { label: "+1 month", step: "month" },
];

/**
 * The time one step later, ms since 1970. A month leads to the same day of the next month in UTC, or to its last day.
 */
export function advanceTo(now: number, step: Step): number {
  if (step === "hour") return now + 3_600_000;
  if (step === "day") return now + 86_400_000;
  const at = new Date(now);
  const year = at.getUTCFullYear();
  const month = at.getUTCMonth() + 1;
  const day = at.getUTCDate();
  const daysOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(day, daysOfMonth)) + (now - Date.UTC(year, month - 1, day));
}

/** An instant in the form of a date-time field: the browser's zone, to the minute. */
export function localText(ms: number): string {
  const at = new Date(ms);
  return new Date(ms - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
