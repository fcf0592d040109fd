import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { type CrashPoint, crashAt, parseCrashAt } from "../connection/crash-points.ts";
import type { Ledger } from "./ledger.ts";
import { ledgerAt } from "./ledger-at.test-support.ts";
import { type Acknowledged, answerTo, type By, books, type LoadPlan, ROUND, stepOf } from "./load.test-support.ts";

// Child processes import this file, so it must not import vitest.

/** A process that does not reach its crash point stops after this many steps. */
const MOST_STEPS = 3_000;

/** A running load, as passed to its further participants. */
export interface Load {
  readonly plan: LoadPlan;
  /** Opened with the app's role. */
  readonly ledger: Ledger;
  /** The point at which the process crashes; `null` if its parent kills it. */
  readonly point: CrashPoint | null;
  /** Whether to take step n. */
  readonly goesOn: (n: number) => boolean;
  /** Takes the nth step of a participant, and writes its answer to standard output. */
  readonly acknowledge: (by: By, n: number) => Promise<void>;
}

/**
 * Runs the callers of the plan, and further participants, until the process is killed or its standard input ends. The
 * arguments of the process are the plan and, optionally, a crash point such as `batch.decided:3`.
 * @param open opens the further participants, before crash points are counted
 */
export async function runLoad(open: (load: Load) => Promise<readonly (() => Promise<void>)[]>): Promise<void> {
  const plan = JSON.parse(process.argv[2] ?? "{}") as LoadPlan;
  const wanted = process.argv[3] === undefined ? null : parseCrashAt(process.argv[3]);
  const ledger = await ledgerAt(plan.urls.app, { books, lanes: 2 });
  let isOver = false;
  process.stdin.on("end", () => {
    isOver = true;
  });
  process.stdin.resume();

  const acknowledge = async (by: By, n: number): Promise<void> => {
    const { ok, ...rest } = await answerTo(ledger, stepOf(plan, by, n));
    const line: Acknowledged = { by, n, outcome: { ok, ...rest } };
    // Write synchronously, so that the parent process knows every acknowledged step.
    writeSync(1, `${JSON.stringify(line)}\n`);
  };
  const call = async (by: number): Promise<void> => {
    for (let n = 0; n < MOST_STEPS && !(isOver && n % ROUND === 0); n += 1) await acknowledge(by, n);
  };

  const goesOn = (n: number): boolean => n < MOST_STEPS && !isOver;
  const further = await open({ plan, ledger, point: wanted?.point ?? null, goesOn, acknowledge });
  // A killed process would not write the compile cache for the next one.
  flushCompileCache();
  if (wanted !== null) crashAt(wanted);
  const callers = Array.from({ length: plan.callers }, (_, n) => call(plan.firstCaller + n));
  await Promise.all([...callers, ...further.map((participant) => participant())]);
  await ledger.close();
  process.stdin.destroy();
}
