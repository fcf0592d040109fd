import { isRefusal } from "@scrip/client";
import { log } from "../log.ts";
import type { Organization } from "../organization.ts";
import { HISTORY_MS, history, type Step } from "./history.ts";

/**
 * Writes the history of an organization on a test clock once: moves the clock to each instant of the history, and runs
 * the commands of that instant. An interrupted history continues.
 * @param since when the organization was made
 */
export async function writeHistory(org: Organization, since: Date): Promise<void> {
  const until = since.getTime() + HISTORY_MS;
  const { at } = await org.balance.get();
  if (Date.parse(at) >= until) return;
  const startedAt = performance.now();
  const moments = Map.groupBy(history(since), ({ atMs }) => atMs);
  for (const [atMs, steps] of moments) {
    await org.clocks.advance({ to: new Date(since.getTime() + atMs) });
    await Promise.all(steps.map((step) => run(org, step)));
  }
  await org.clocks.advance({ to: new Date(until) });
  const { seq } = await org.balance.get();
  log(`history written: ${seq} entries in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

/** Runs a command. It logs a refusal and continues, because a person may have moved the clock meanwhile. */
async function run(org: Organization, { key, run: command }: Step): Promise<void> {
  try {
    await command(org, key);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    log(`history: ${key} was refused: ${error.message}`);
  }
}
