import type { Instant } from "../script.ts";
import type { World } from "../world.ts";

/** Notes what storage cost: midnights charge it, and no answer of the simulation says how much. `[from, until]` */
export async function noteStorage(world: World, from: Instant, until: Instant): Promise<void> {
  for (const month of monthsOf(from, until)) {
    const { resources } = await world.ask("storage.sum", () => world.org.storage.sum({ month }));
    for (const { booked } of resources) world.tally.charged("storage", booked);
  }
}

/** The calendar months of a time, such as `2026-01`. */
function monthsOf(from: Instant, until: Instant): string[] {
  const months: string[] = [];
  const first = new Date(from);
  for (let at = Date.UTC(first.getUTCFullYear(), first.getUTCMonth()); at <= until; ) {
    months.push(new Date(at).toISOString().slice(0, 7));
    const date = new Date(at);
    at = date.setUTCMonth(date.getUTCMonth() + 1);
  }
  return months;
}
