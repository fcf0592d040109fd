import { isRefusal } from "@scrip/client";
import { usd } from "@scrip/domain/money";
import { CreditDesk } from "@scrip/simulator/credit-desk";
import { runJob } from "@scrip/simulator/jobs/run-job";
import { at, type Script } from "@scrip/simulator/script";
import { inSimulatedTime } from "@scrip/simulator/time/simulated-time";
import { log } from "../log.ts";
import { type Organization, worldOf } from "../organization.ts";
import { HISTORY_MS, jobsBetween, stepsBetween } from "./schedule.ts";
import { HOUR_MS, type Step } from "./step.ts";

/** The time that a clock reached, and how many pieces of due work ran on the way. */
export interface Travelled {
  /** ms since 1970 */
  readonly at: number;
  readonly ran: number;
}

/** What is bought when work waits for credit. */
const TOP_UP = usd("500.00");

/**
 * Moves the clock of an organization of the demo. On the way it stops at each instant of the schedule and runs the
 * commands of that instant, so jobs go on while time moves. Work that was interrupted continues.
 * @param since when the organization was made
 * @param to ms since 1970; a time in the past changes nothing
 */
export async function travel(org: Organization, since: Date, to: number): Promise<Travelled> {
  const now = Date.parse((await org.balance.get()).at);
  const begin = since.getTime();
  const world = worldOf(org, "demo/", "onTime");
  const desk = new CreditDesk(world, { amount: TOP_UP, afterMs: HOUR_MS, livesMs: null });
  // Credit comes before the work that it pays.
  const steps = stepsBetween(since, now - begin, to - begin).map((step) => at(begin + step.atMs, () => run(org, step)));
  const jobs = jobsBetween(now - begin, to - begin).map(({ plan, startMs }) =>
    tolerant(runJob(world, desk, plan, begin + startMs), plan.ref),
  );
  let ran = 0;
  const advance = async (target: number): Promise<number> => {
    const moved = await org.clocks.advance({ to: new Date(target) });
    ran += moved.ran;
    return Date.parse(moved.at);
  };
  return { at: await inSimulatedTime([steps, jobs], { now, until: to, advance }), ran };
}

/** Writes the history of a new organization. */
export async function writeHistory(org: Organization, since: Date): Promise<void> {
  const until = since.getTime() + HISTORY_MS;
  const balance = await org.balance.get();
  if (Date.parse(balance.at) > until) return;
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

/** Runs a script that ends at a refusal. */
async function* tolerant(script: Script, name: string): Script {
  try {
    yield* script;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    log(`history: ${name} was refused: ${error.message}`);
  }
}
