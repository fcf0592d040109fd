import type { Subscription } from "../../wire/objects.ts";

type AnchorConfig = NonNullable<Subscription["billing_cycle_anchor_config"]>;

/** What a call gives of it; the time of day is that of the call otherwise. */
export interface AnchorParams {
  readonly day_of_month: number;
  readonly month?: number | undefined;
  readonly hour?: number | undefined;
  readonly minute?: number | undefined;
  readonly second?: number | undefined;
}

/** Completes an anchor of a day with the time of day of an instant. */
export function anchorConfig(now: number, { day_of_month, month, hour, minute, second }: AnchorParams): AnchorConfig {
  const at = new Date(now * 1000);
  return {
    day_of_month,
    month: month ?? null,
    hour: hour ?? at.getUTCHours(),
    minute: minute ?? at.getUTCMinutes(),
    second: second ?? at.getUTCSeconds(),
  };
}

/** The first instant after another one that has the day, or is the last day of a shorter month. All in UTC. */
export function nextAnchor(now: number, { day_of_month, month, hour, minute, second }: AnchorConfig): number {
  const from = new Date(now * 1000);
  const year = from.getUTCFullYear();
  const first = from.getUTCMonth();
  for (let n = 0; ; n += 1) {
    const last = new Date(Date.UTC(year, first + n + 1, 0));
    const day = Math.min(day_of_month, last.getUTCDate());
    const at = Date.UTC(year, first + n, day, hour ?? 0, minute ?? 0, second ?? 0) / 1000;
    const isOfMonth = month === null || last.getUTCMonth() + 1 === month;
    if (isOfMonth && at > now) return at;
  }
}
