import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";
import { showProgress } from "./progress.ts";

const exitCode = await runProgram(process.argv.slice(2), {
  env: readEnv(process.env),
  out: (text) => process.stdout.write(`${text}\n`),
  tell: (text) => process.stderr.write(`${text}\n`),
  showProgress,
});
// Calls may still be waiting for an API that is gone; what was printed goes out first.
process.stdout.write("", () => process.exit(exitCode));
