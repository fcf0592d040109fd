/**
 * A process that works on a ledger until it is killed, or its standard input ends: callers, an advancing
 * clock, and due work of which some always fails. Each answer is told on standard output once it is there.
 *
 *   node load.fixture.ts '<LoadPlan>' [point:nth]
 */
import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { crashAt, parseCrashAt } from "../connection/crash-points.ts";
import { advanceClock } from "../due/advance-clock.ts";
import { openLedger } from "./ledger.ts";
import { type Acknowledged, answerTo, type By, books, type LoadPlan, ROUND, stepOf } from "./load.test-support.ts";

/** A process that should have crashed gives up after so many steps. */
const MOST_STEPS = 3_000;

const plan = JSON.parse(process.argv[2] ?? "{}") as LoadPlan;
const wanted = process.argv[3] === undefined ? null : parseCrashAt(process.argv[3]);
const ledger = openLedger({ url: plan.urls.app, books, lanes: 2 });
let isOver = false;
process.stdin.on("end", () => {
  isOver = true;
});
process.stdin.resume();

async function acknowledge(by: By, n: number): Promise<void> {
  const { ok, ...rest } = await answerTo(ledger, stepOf(plan, by, n));
  const line: Acknowledged = { by, n, outcome: { ok, ...rest } };
  // Written before anything else can happen: what was acknowledged is known outside.
  writeSync(1, `${JSON.stringify(line)}\n`);
}

async function call(by: number): Promise<void> {
  for (let n = 0; n < MOST_STEPS && !(isOver && n % ROUND === 0); n += 1) await acknowledge(by, n);
}

async function moveClock(): Promise<void> {
  for (let n = 0; n < MOST_STEPS && !isOver; n += 1) {
    await acknowledge("clocked", n);
    await advanceClock(ledger, books, plan.clocked, (n + 1) * 2_000);
  }
}

/** Loaded only where it is wanted, because it loads slowly. */
async function openDueWork(): Promise<() => Promise<void>> {
  const [{ openDataSource }, { openQueue }, { runDue }, { sweepDue }] = await Promise.all([
    import("../schema/data-source.ts"),
    import("../queue/index.ts"),
    import("../due/run-due.ts"),
    import("../due/sweep-due.ts"),
  ]);
  const worker = await openDataSource(plan.urls.worker, { applicationName: "scrip-test-load" });
  const queue = await openQueue(worker);
  const deps = { ledger: openLedger({ url: plan.urls.worker, books, lanes: 1 }), worker, queue };
  return async () => {
    for (let n = 0; n < MOST_STEPS / 10 && !isOver; n += 1) {
      await acknowledge("due", n);
      await acknowledge("poisoned", n);
      // Five tries, after which it is parked.
      for (let tries = 0; tries < 5; tries += 1) await runDue(deps, plan.poisoned);
      await sweepDue(worker, queue);
      await runDue(deps, plan.due);
    }
    await queue.close();
    await deps.ledger.close();
    await worker.destroy();
  };
}

const isWithDue = wanted !== null && !/^(transaction|batch|announce|clock)\./.test(wanted.point);
const runDueWork = isWithDue ? await openDueWork() : null;
// A process that is killed would not leave it to the next.
flushCompileCache();
if (wanted !== null) crashAt(wanted);
const callers = Array.from({ length: plan.callers }, (_, n) => call(plan.firstCaller + n));
await Promise.all([...callers, wanted === null ? undefined : moveClock(), runDueWork?.()]);
await ledger.close();
process.stdin.destroy();
