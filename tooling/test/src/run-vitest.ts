import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { VitestRun } from "./long-runs.ts";
import { command, root } from "./paths.ts";
import { runChild } from "./run-child.ts";
import { slowestFiles } from "./slowest-files.ts";
import { NOTHING, type Tally } from "./tally.ts";
import { type RunReport, TALLY_FILE } from "./tally-reporter.ts";
import { verdict } from "./verdict.ts";

const REPORTER = join(import.meta.dirname, "tally-reporter.ts");

/**
 * Where Node keeps compiled sources between processes. Tests start some hundred processes; without it each of them
 * strips the types of every source and compiles every package again, half of its time until it is ready.
 */
const COMPILE_CACHE = join(root, ".scrip", "compile-cache");

/** Runs vitest, reads its numbers and prints its ten slowest files. */
export async function runVitest({ vitest: args, env }: VitestRun): Promise<Tally> {
  const file = join(root, ".scrip", "tmp", `tally-${process.pid}.json`);
  mkdirSync(join(file, ".."), { recursive: true });
  const reporters = ["--reporter=default", `--reporter=${REPORTER}`];
  const { ok } = await runChild([command("vitest"), "run", ...reporters, ...args], {
    show: true,
    env: { ...env, NODE_COMPILE_CACHE: COMPILE_CACHE, [TALLY_FILE]: file },
  });
  const { tally, files } = read(file);
  rmSync(file, { force: true });
  if (files.length > 0) console.log(["Slowest files:", ...slowestFiles(files), ""].join("\n"));
  if (tally.passed + tally.failed === 0) console.log("✗ vitest ran no test");
  return verdict(tally, ok);
}

function read(file: string): RunReport {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as RunReport;
  } catch {
    return { tally: NOTHING, files: [] }; // it ended before it could count
  }
}
