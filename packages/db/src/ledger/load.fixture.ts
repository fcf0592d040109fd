/**
 * A process that sends commands to a ledger until it is killed or its standard input ends. In a crash test it also
 * advances a test clock. It prints each answer on standard output as soon as it has one.
 *
 *   node load.fixture.ts '<LoadPlan>' [point:nth]
 */
import { advanceClock } from "../due/advance-clock.test-support.ts";
import { runLoad } from "./run-load.test-support.ts";

await runLoad(async ({ plan, ledger, point, goesOn, acknowledge }) => {
  const moveClock = async (): Promise<void> => {
    for (let n = 0; goesOn(n); n += 1) {
      await acknowledge("clocked", n);
      await advanceClock(ledger, plan.clocked, (n + 1) * 2_000);
    }
  };
  return point === null ? [] : [moveClock];
});
