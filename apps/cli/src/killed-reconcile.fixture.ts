/**
 * `scrip`, in a process that is killed at a crash point.
 *
 *   node killed-reconcile.fixture.ts <crash point>:<nth> <argument>...
 */
import { crashAt, parseCrashAt } from "@scrip/db/connection";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";

const [point = "", ...args] = process.argv.slice(2);
const crash = parseCrashAt(point);
if (crash === null) throw new Error(`there is no crash point ${point}`);
crashAt(crash);
process.exitCode = await runProgram(args, {
  env: readEnv(process.env),
  // If the point is not reached, this says why.
  out: (text) => process.stderr.write(`${text}\n`),
  note: (text) => process.stderr.write(`${text}\n`),
  showProgress: () => ({ setTotal: () => {}, advance: () => {}, stop: () => {} }),
});
