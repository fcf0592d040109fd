import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { command, root } from "./paths.ts";
import { runChild } from "./run-child.ts";
import { NOTHING, type Tally } from "./tally.ts";
import { TALLY_FILE } from "./tally-reporter.ts";
import { verdict } from "./verdict.ts";

const REPORTER = join(import.meta.dirname, "tally-reporter.ts");

/** Runs vitest and returns its totals. */
export async function runVitest(args: readonly string[]): Promise<Tally> {
  const file = join(root, ".scrip", "tmp", `tally-${process.pid}.json`);
  mkdirSync(join(file, ".."), { recursive: true });
  const reporters = ["--reporter=default", `--reporter=${REPORTER}`];
  const { ok } = await runChild([command("vitest"), "run", ...reporters, ...args], {
    show: true,
    env: { [TALLY_FILE]: file },
  });
  const tally = read(file);
  rmSync(file, { force: true });
  if (tally.passed + tally.failed === 0) console.log("✗ vitest ran no test");
  return verdict(tally, ok);
}

function read(file: string): Tally {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Tally;
  } catch {
    return NOTHING; // vitest ended before the reporter wrote its file
  }
}
