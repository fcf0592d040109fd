import type { Check } from "./checks.ts";
import { runChild } from "./run-child.ts";
import { FAILED, PASSED, type Tally } from "./tally.ts";

/** Runs a check. It prints one line, and the tool's whole output if the check fails. */
export async function runCheck(check: Check): Promise<Tally> {
  const startedAt = performance.now();
  if (process.stdout.isTTY) process.stdout.write(`  ${check.name} ...`);
  const { ok, output } = await runChild(check.run, { show: false });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const line = `${ok ? "✓" : "✗"} ${check.name} (${seconds} s)`;
  console.log(process.stdout.isTTY ? `\r\x1b[2K${line}` : line);
  if (!ok) console.log(`${output.trimEnd()}\n`);
  return ok ? PASSED : FAILED;
}
