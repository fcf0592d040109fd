import { createClient } from "@scrip/client";
import { type Catalog, tiered } from "@scrip/domain/catalog";
import { AMOUNT_MESSAGES, parseUsd } from "@scrip/domain/money";
import { type Command, InvalidArgumentError } from "commander";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { showProgress } from "../progress.ts";
import { eventCount, replayTrace } from "../replay/replay-trace.ts";
import type { AnyClient } from "../replay/replay-client.ts";
import { runName } from "../replay/run-name.ts";
import { showSummary } from "../replay/show-summary.ts";
import { summarize } from "../replay/summarize.ts";
import { Tally } from "../replay/tally.ts";
import { tellOutage } from "../replay/tell-outage.ts";
import { startTemporaryServer, type TemporaryServer } from "../replay/temporary-server.ts";
import { type RunVerified, verifyRun } from "../replay/verify-run.ts";
import { readTraceFile, type Trace } from "../trace/read-trace.ts";
import { resourceCheckOf } from "../trace/resource-check.ts";
import { wholeNumber } from "./whole-number.ts";

interface ReplayOptions {
  readonly credit: bigint;
  readonly run?: string;
  readonly url?: string;
  readonly keep?: string;
  readonly concurrency: number;
  readonly json?: true;
}

/** While the API is away, calls wait: long enough for somebody to start it again. */
const RETRY_FOR_MS = 600_000;
const [CALL_TIMEOUT_MS, VERIFY_TIMEOUT_MS] = [30_000, 600_000];

export function addReplay(program: Command, console: Console): void {
  program
    .command("replay")
    .summary("bill a trace of jobs through the API, in simulated time")
    .description(
      "Sends the jobs of a trace through the typed client and the API, in simulated time, and sums up what was charged.\n" +
        "Without --url it starts a temporary server of its own. docs/trace-format.md describes the trace.",
    )
    .argument("<trace>", "the trace, a CSV file")
    .option("--credit <usd>", "the one purchase of each organization, in dollars", credit, 1_000_000_000_000n)
    .option("--run <name>", "the run's name: the same one again continues, or repeats, that run and changes nothing twice")
    .option("--url <url>", "the API to use, with a platform key in SCRIP_KEY", apiUrl)
    .option("--keep <dir>", "keep the temporary server's database in this folder")
    .option("--concurrency <number>", "organizations in flight at once", wholeNumber(1, 1000), 32)
    .option("--json", "print one JSON object instead of tables")
    .action((trace: string, options: ReplayOptions) => replay(console, trace, options));
}

function credit(text: string): bigint {
  const amount = parseUsd(text);
  if (typeof amount === "bigint") return amount;
  throw new InvalidArgumentError(`It ${AMOUNT_MESSAGES[amount]}.`);
}

function apiUrl(text: string): string {
  const url = URL.parse(text);
  if (url !== null && ["http:", "https:"].includes(url.protocol)) return text;
  throw new InvalidArgumentError('It must be an address such as "http://127.0.0.1:4870".');
}

async function replay(console: Console, path: string, options: ReplayOptions): Promise<void> {
  const server = options.url === undefined ? undefined : given(console, options.url, options);
  const run = runName(options.run, new Date());
  const check = console.env.catalog === "tiered" ? resourceCheckOf(tiered) : () => null;
  const trace = await readTraceFile(path, check);
  if (server !== undefined) return replayOn(console, server, run, trace, options);

  const temporary: TemporaryServer = await startTemporaryServer(options.keep);
  try {
    await Promise.race([replayOn(console, temporary, run, trace, options), temporary.failed]);
  } finally {
    await temporary.stop();
  }
}

interface Server {
  readonly url: string;
  readonly key: string;
}

function given({ env }: Console, url: string, { keep }: ReplayOptions): Server {
  if (keep !== undefined) throw new CouldNotRun("--keep is for the temporary server; with --url there is none.");
  if (env.key !== undefined) return { url, key: env.key };
  throw new CouldNotRun(
    "--url needs a platform key in SCRIP_KEY. Make one with: npm run -s scrip -- keys create --platform --name replay",
  );
}

async function replayOn(console: Console, server: Server, run: string, trace: Trace, options: ReplayOptions): Promise<void> {
  const client = clientOf(console, server, CALL_TIMEOUT_MS);
  const tally = new Tally(trace.invalid);
  console.tell(`Run ${run} on ${server.url}`);
  const started = performance.now();
  const progress = showProgress("replay", eventCount(trace));
  const orgs = await replayTrace(
    { name: run, client, credit: options.credit, tally, onEvent: () => progress.advance(1) },
    trace,
    options.concurrency,
  ).finally(() => progress.stop());
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));

  const verified = await verify(console, server, orgs);
  const peakMemoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const summary = summarize(run, tally, verified, { seconds, peakMemoryMb });
  console.out(options.json ? JSON.stringify(summary) : showSummary(summary, tally));
  if (!verified.ok) console.exitWith(1);
}

async function verify(console: Console, server: Server, orgs: readonly string[]): Promise<RunVerified> {
  const { ledger } = clientOf(console, server, VERIFY_TIMEOUT_MS);
  const progress = showProgress("verify", orgs.length);
  return verifyRun(ledger, orgs, (count) => progress.advance(count)).finally(() => progress.stop());
}

function clientOf({ tell }: Console, { url, key }: Server, timeoutMs: number): AnyClient {
  const onRetry = tellOutage(tell, () => performance.now());
  return createClient<Catalog>({ url, key, timeoutMs, retryForMs: RETRY_FOR_MS, onRetry, caller: "scrip-replay/0.1.0" });
}
