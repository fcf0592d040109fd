import { startOfMonth } from "../../time/index.ts";
import type { Instant } from "../../time/instant.ts";

/**
 * Whether the UTC month of an event has ended when the event arrives.
 * @source docs/rules.md#late-usage
 */
export function isLate(eventAt: Instant, arrivedAt: Instant): boolean {
  const event = new Date(eventAt);
  return arrivedAt >= startOfMonth(Date.UTC(event.getUTCFullYear(), event.getUTCMonth()), 1);
}
