/**
 * Runs `npm test`: first the checks of the sources, one after another, then all tests. The last line has the totals.
 * `npm test -- unit`, `npm test -- checks` or `npm test -- part/of/a/path` runs a part.
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

const { checks, vitest } = choose(process.argv.slice(2), CHECKS);
const tallies: Tally[] = [];
for (const check of checks) if (!isStopped) tallies.push(await runCheck(check));
if (vitest !== undefined && !isStopped) tallies.push(await runVitest(vitest));

const total = sum(tallies);
console.log(summary(total));
if (isStopped) process.exit(130);
process.exit(total.failed > 0 ? 1 : 0);
