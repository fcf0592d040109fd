import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { makeTrace } from "../trace/make-trace.ts";
import { wholeNumber } from "./whole-number.ts";

interface MakeOptions {
  readonly seed: number;
  readonly jobs: number;
  readonly orgs: number;
  readonly out?: string;
}

export function addTrace(program: Command, console: Console): void {
  const trace = program
    .command("trace")
    .summary("create a trace of jobs")
    .description("Creates traces of jobs for `replay`.");
  trace
    .command("make")
    .summary("create a trace to try `replay` with")
    .description(
      "Creates a trace to try `replay` with. The same seed gives the same trace. docs/trace-format.md describes it.",
    )
    .option("--seed <number>", "the seed of the random numbers", wholeNumber(0, 4_294_967_295), 1)
    .option("--jobs <number>", "how many jobs", wholeNumber(0, 1_000_000), 200)
    .option("--orgs <number>", "how many organizations", wholeNumber(1, 10_000), 5)
    .option("--out <file>", "the file to write (default: standard output)")
    .action((options: MakeOptions) => make(console, options));
}

async function make({ out, note }: Console, { out: path, ...options }: MakeOptions): Promise<void> {
  const lines = makeTrace(options);
  if (path === undefined) {
    out(lines.join("\n"));
    return;
  }
  try {
    await writeFile(path, `${lines.join("\n")}\n`);
  } catch (error) {
    throw new CouldNotRun(`The trace cannot be written to ${path}: ${(error as Error).message}`);
  }
  note(`${options.jobs} jobs of ${options.orgs} organizations are in ${path}.`);
}
