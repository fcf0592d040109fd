import { createClient } from "@scrip/client";
import type { Catalog } from "@scrip/domain/catalog";
import type { ShowProgress } from "../progress.ts";
import type { Trace } from "../trace/read-trace.ts";
import type { AnyClient } from "./replay-client.ts";
import { eventCount, replayTrace } from "./replay-trace.ts";
import { reportOutage } from "./report-outage.ts";
import { type Summary, summarize } from "./summarize.ts";
import { Tally } from "./tally.ts";
import { type RunVerified, verifyRun } from "./verify-run.ts";

/** An API's address and a platform key for it. */
export interface Server {
  readonly url: string;
  readonly key: string;
}

export interface ReplayTerms {
  readonly run: string;
  /** Each organization's purchase, in micro-USD. */
  readonly credit: bigint;
  /** What an organization buys when its work lacks credit, in micro-USD; `null`: nothing. */
  readonly topUp: bigint | null;
  /** How many organizations are replayed at once. */
  readonly concurrency: number;
  /** Prints a message for people. */
  readonly note: (text: string) => void;
  readonly showProgress: ShowProgress;
}

/** How long calls are retried while the API is down: long enough for an operator to restart it. */
const RETRY_FOR_MS = 600_000;
const CALL_TIMEOUT_MS = 30_000;
const VERIFY_TIMEOUT_MS = 600_000;

/** Replays a trace on a server, then verifies the ledger. It shows its progress on standard error. */
export async function runReplay(
  server: Server,
  trace: Trace,
  terms: ReplayTerms,
): Promise<{ summary: Summary; tally: Tally }> {
  const { run, credit, topUp, concurrency, note, showProgress } = terms;
  note(`Run ${run} on ${server.url}`);
  const onRetry = reportOutage(note, () => performance.now());
  const clientOptions = { ...server, retryForMs: RETRY_FOR_MS, onRetry, caller: "scrip-replay/0.1.0" };
  const client = createClient<Catalog>({
    ...clientOptions,
    timeoutMs: CALL_TIMEOUT_MS,
  });
  const tally = new Tally(trace.invalid);
  const startedAt = performance.now();
  const progress = showProgress("replay", eventCount(trace));
  const onEvent = (): void => progress.advance(1);
  const orgs = await replayTrace({ name: run, client, credit, topUp, tally, onEvent }, trace, concurrency).finally(
    progress.stop,
  );
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;

  const verified = await verify(
    createClient<Catalog>({ ...clientOptions, timeoutMs: VERIFY_TIMEOUT_MS }),
    orgs,
    showProgress,
  );
  const peakMemoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
  return { summary: summarize(run, tally, verified, { seconds, peakMemoryMb }), tally };
}

async function verify(
  { ledger }: AnyClient,
  orgs: readonly string[],
  showProgress: ShowProgress,
): Promise<RunVerified> {
  const progress = showProgress("verify", orgs.length);
  return verifyRun(ledger, orgs, progress.advance).finally(progress.stop);
}
