/**
 * Everything `npm test` does: the checks of the sources one after another, then all tests, then the slowest files and
 * one line that adds them up. `npm test -- unit|checks|int|browser` or `npm test -- part/of/a/path` runs a part,
 * `npm test -- long` the tests with random input for longer.
 */
import { CHECKS } from "./checks.ts";
import { choose } from "./choose.ts";
import { runCheck } from "./run-check.ts";
import { endChildren } from "./run-child.ts";
import { runVitest } from "./run-vitest.ts";
import { sum, summary, type Tally } from "./tally.ts";

let isStopped = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    isStopped = true;
    endChildren(signal);
  });
}
// The parent process was killed, and no process waits for the result.
process.on("disconnect", () => {
  endChildren("SIGTERM");
  process.exit(1);
});

const { checks, runs } = choose(process.argv.slice(2), CHECKS);
const tallies: Tally[] = [];
for (const check of checks) if (!isStopped) tallies.push(await runCheck(check));
for (const run of runs) if (!isStopped) tallies.push(await runVitest(run));

const total = sum(tallies);
console.log(summary(total));
if (isStopped) process.exit(130);
process.exit(total.failed > 0 ? 1 : 0);
