import { tiered } from "@scrip/domain/catalog";
import { AMOUNT_MESSAGES, parseUsd, usd } from "@scrip/domain/money";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Console } from "../console.ts";
import { runName } from "../replay/run-name.ts";
import { runReplay } from "../replay/run-replay.ts";
import { showSummary } from "../replay/show-summary.ts";
import { readTraceFile } from "../trace/read-trace.ts";
import { resourceCheckOf } from "../trace/resource-check.ts";
import { platformServer } from "./platform-server.ts";
import { wholeNumber } from "./whole-number.ts";
import { apiUrl } from "./with-api.ts";

interface ReplayOptions {
  readonly credit: bigint;
  readonly topUp?: bigint;
  readonly run?: string;
  readonly url?: string;
  readonly keep?: string;
  readonly concurrency: number;
  readonly json?: true;
}

export function addReplay(program: Command, console: Console): void {
  program
    .command("replay")
    .summary("bill a trace of jobs through the API, in simulated time")
    .description(
      "Sends the jobs of a trace through the typed client and the API, in simulated time, and sums the charges.\n" +
        "Without --url it starts a temporary server of its own. docs/trace-format.md describes the trace.",
    )
    .argument("<trace>", "the trace, a CSV file")
    .addOption(
      new Option("--credit <usd>", "how much credit each organization buys, once, in dollars")
        .argParser(credit)
        .default(usd("1000000.00"), "1000000.00"),
    )
    .addOption(
      new Option(
        "--top-up <usd>",
        "buy this much, in dollars, whenever work lacks credit; the work then goes on at the same instant",
      ).argParser(credit),
    )
    .option(
      "--run <name>",
      "the run's name; the same name again continues or repeats that run, and changes nothing twice",
    )
    .option("--url <url>", "the API to use; SCRIP_KEY has a platform key for it", apiUrl)
    .option("--keep <dir>", "keep the temporary server's database in this folder")
    .option("--concurrency <number>", "how many organizations are replayed at once", wholeNumber(1, 1000), 64)
    .option("--json", "print one JSON object instead of tables")
    .action((trace: string, options: ReplayOptions) => replay(console, trace, options));
}

function credit(text: string): bigint {
  const amount = parseUsd(text);
  if (typeof amount === "bigint") return amount;
  throw new InvalidArgumentError(`It ${AMOUNT_MESSAGES[amount]}.`);
}

async function replay(console: Console, path: string, options: ReplayOptions): Promise<void> {
  const terms = { ...options, ...console, topUp: options.topUp ?? null, run: runName(options.run, new Date()) };
  const onServer = platformServer(console, options, "replay");
  // With another catalog the CLI cannot check resources: the API refuses those that it does not sell.
  const trace = await readTraceFile(path, console.env.catalog === "tiered" ? resourceCheckOf(tiered) : () => null);
  const { summary, tally } = await onServer((server) => runReplay(server, trace, terms));
  console.out(options.json ? JSON.stringify(summary) : showSummary(summary, tally));
  if (!summary.verify.ok) console.exitWith(1);
}
