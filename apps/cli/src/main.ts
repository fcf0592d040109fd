import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";
import { showProgress } from "./progress.ts";

const exitCode = await runProgram(process.argv.slice(2), {
  env: readEnv(process.env),
  out: (text) => process.stdout.write(`${text}\n`),
  note: (text) => process.stderr.write(`${text}\n`),
  showProgress,
});
// Flush the output, then exit: calls may still be retrying an API that is down and would keep the process alive.
process.stdout.write("", () => process.exit(exitCode));
