import { CouldNotRun } from "./could-not-run.ts";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";
import { showProgress } from "./progress.ts";

const out = (text: string) => process.stdout.write(`${text}\n`);
const note = (text: string) => process.stderr.write(`${text}\n`);
const exitCode = await run();
// Flush the output, then exit: calls may still be retrying an API that is down and would keep the process alive.
process.stdout.write("", () => process.exit(exitCode));

async function run(): Promise<number> {
  try {
    return await runProgram(process.argv.slice(2), { env: readEnv(process.env), out, note, showProgress });
  } catch (error) {
    if (!(error instanceof CouldNotRun)) throw error;
    note(error.message);
    return error.exitCode;
  }
}
