import { startOfMonth } from "@scrip/domain/time";

/** How far a button moves the clock; `next` is the next event. */
export type Step = "hour" | "day" | "month" | "next";

export const STEPS: readonly { readonly label: string; readonly step: Step }[] = [
  { label: "+1 hour", step: "hour" },
  { label: "+1 day", step: "day" },
  { label: "+1 month", step: "month" },
  { label: "Next event", step: "next" },
];

/**
 * The time one step later, ms since 1970. A month leads to the same day of the next month in UTC, or to its last day.
 * The next event is known only to the server.
 */
export function advanceTo(now: number, step: Step): number | "next" {
  if (step === "next") return "next";
  if (step === "hour") return now + 3_600_000;
  return step === "day" ? now + 86_400_000 : startOfMonth(now, 1);
}

/** An instant in the form of a date-time field: the browser's zone, to the minute. */
export function localText(ms: number): string {
  const at = new Date(ms);
  return new Date(ms - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
