import { isRefusal } from "@scrip/client";
import { log } from "../log.ts";
import type { Organization } from "../organization.ts";
import { HISTORY_MS, stepsBetween } from "./schedule.ts";
import type { Step } from "./step.ts";

/** The time that a clock reached, and how many pieces of due work ran on the way. */
export interface Travelled {
  /** ms since 1970 */
  readonly at: number;
  readonly ran: number;
}

/**
 * Moves the clock of an organization of the demo. On the way it stops at each instant of the schedule and runs the
 * commands of that instant, so jobs go on while time moves. Work that was interrupted continues.
 * @param since when the organization was made
 * @param to ms since 1970; a time in the past changes nothing
 */
export async function travel(org: Organization, since: Date, to: number): Promise<Travelled> {
  const { at } = await org.balance.get();
  const begin = since.getTime();
  let ran = 0;
  const advance = async (target: number): Promise<number> => {
    const moved = await org.clocks.advance({ to: new Date(target) });
    ran += moved.ran;
    return Date.parse(moved.at);
  };
  const moments = Map.groupBy(stepsBetween(since, Date.parse(at) - begin, to - begin), ({ atMs }) => atMs);
  for (const [atMs, steps] of moments) {
    await advance(begin + atMs);
    // Credit comes before the work that it pays. The jobs of an instant do not depend on each other.
    for (const step of steps.filter(({ isCredit }) => isCredit)) await run(org, step);
    await Promise.all(steps.filter(({ isCredit }) => !isCredit).map((step) => run(org, step)));
  }
  return { at: await advance(to), ran };
}

/** Writes the history of a new organization. */
export async function writeHistory(org: Organization, since: Date): Promise<void> {
  const until = since.getTime() + HISTORY_MS;
  const { at } = await org.balance.get();
  if (Date.parse(at) > until) return;
  const startedAt = performance.now();
  await travel(org, since, until);
  const { seq } = await org.balance.get();
  log(`history written: ${seq} entries in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

/** Runs a command. It logs a refusal and continues, because a person may have changed what the schedule expects. */
async function run(org: Organization, { key, run: command }: Step): Promise<void> {
  try {
    await command(org, key);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    log(`history: ${key} was refused: ${error.message}`);
  }
}
