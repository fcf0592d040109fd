import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { type CrashPoint, crashAt, parseCrashAt } from "../connection/crash-points.ts";
import { type Ledger, openLedger } from "./ledger.ts";
import { type Acknowledged, answerTo, type By, books, type LoadPlan, ROUND, stepOf } from "./load.test-support.ts";

// For processes of their own: nothing here may need vitest.

/** A process that should have crashed gives up after so many steps. */
const MOST_STEPS = 3_000;

/** A load that runs, as its further participants see it. */
export interface Load {
  readonly plan: LoadPlan;
  /** Of the app's role. */
  readonly ledger: Ledger;
  /** Where the process is to crash; `null` if its parent kills it. */
  readonly point: CrashPoint | null;
  /** Whether step n should still be taken. */
  readonly goesOn: (n: number) => boolean;
  /** Takes the nth step of a participant, and writes its answer to standard output. */
  readonly acknowledge: (by: By, n: number) => Promise<void>;
}

/**
 * Works on a ledger until the process is killed or its standard input ends: the callers of the plan, and further
 * participants. Its arguments are the plan and, optionally, a crash point such as `batch.decided:3`.
 * @param open opens the further participants, before the crash point counts
 */
export async function runLoad(open: (load: Load) => Promise<readonly (() => Promise<void>)[]>): Promise<void> {
  const plan = JSON.parse(process.argv[2] ?? "{}") as LoadPlan;
  const wanted = process.argv[3] === undefined ? null : parseCrashAt(process.argv[3]);
  const ledger = openLedger({ url: plan.urls.app, books, lanes: 2 });
  let isOver = false;
  process.stdin.on("end", () => {
    isOver = true;
  });
  process.stdin.resume();

  const acknowledge = async (by: By, n: number): Promise<void> => {
    const { ok, ...rest } = await answerTo(ledger, stepOf(plan, by, n));
    const line: Acknowledged = { by, n, outcome: { ok, ...rest } };
    // Written before anything else can happen: what was acknowledged is known outside.
    writeSync(1, `${JSON.stringify(line)}\n`);
  };
  const call = async (by: number): Promise<void> => {
    for (let n = 0; n < MOST_STEPS && !(isOver && n % ROUND === 0); n += 1) await acknowledge(by, n);
  };

  const goesOn = (n: number): boolean => n < MOST_STEPS && !isOver;
  const further = await open({ plan, ledger, point: wanted?.point ?? null, goesOn, acknowledge });
  // A process that is killed would not leave it to the next.
  flushCompileCache();
  if (wanted !== null) crashAt(wanted);
  const callers = Array.from({ length: plan.callers }, (_, n) => call(plan.firstCaller + n));
  await Promise.all([...callers, ...further.map((participant) => participant())]);
  await ledger.close();
  process.stdin.destroy();
}
