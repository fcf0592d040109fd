import { createClient } from "@scrip/client";
import type { Catalog } from "@scrip/domain/catalog";
import { simulate } from "@scrip/simulator/simulate";
import { Tally } from "@scrip/simulator/tally";
import type { Console } from "../console.ts";
import { reportOutage } from "../replay/report-outage.ts";
import type { Server } from "../replay/run-replay.ts";
import { verifyRun } from "../replay/verify-run.ts";
import { type SimulationSummary, summarize } from "./summarize.ts";

/** How a simulation runs. */
export interface SimulationTerms {
  readonly run: string;
  readonly seed: number;
  readonly catalog: Catalog;
  readonly organizations: number;
  readonly jobs: number;
  readonly endpoints: number;
  readonly volumes: number;
  readonly reports: number;
  readonly lengthMs: number;
  /** Real time, that much faster; `null` for simulated time. */
  readonly speed: number | null;
  readonly concurrency: number;
  readonly verbose: boolean;
}

/** How long calls are retried while the API is down: long enough for an operator to restart it. */
const RETRY_FOR_MS = 600_000;
const CALL_TIMEOUT_MS = 60_000;
const VERIFY_TIMEOUT_MS = 600_000;

/** Runs a simulation on a server, then verifies the ledger. It shows its progress on standard error. */
export async function runSimulation(
  server: Server,
  terms: SimulationTerms,
  { note, showProgress }: Pick<Console, "note" | "showProgress">,
): Promise<SimulationSummary> {
  const { speed, verbose, ...rest } = terms;
  note(`Run ${terms.run}, seed ${terms.seed}, on ${server.url}`);
  const options = {
    ...server,
    retryForMs: RETRY_FOR_MS,
    onRetry: reportOutage(note, () => performance.now()),
    caller: "scrip-simulate/0.1.0",
  };
  const client = createClient<Catalog>({
    ...options,
    timeoutMs: CALL_TIMEOUT_MS,
  });
  const tally = new Tally();
  const startedAt = performance.now();
  const progress = showProgress("simulate", terms.organizations * 1000);
  const organizations = await simulate({
    ...rest,
    client,
    speed: speed ?? 1,
    isSimulated: speed === null,
    tally,
    log: verbose ? note : () => {},
    onProgress: progress.advance,
  }).finally(progress.stop);
  const seconds = (performance.now() - startedAt) / 1000;

  const checking = showProgress("verify", organizations.length);
  const verified = await verifyRun(
    createClient<Catalog>({ ...options, timeoutMs: VERIFY_TIMEOUT_MS }).ledger,
    organizations.map(({ org }) => org),
    checking.advance,
  ).finally(checking.stop);
  return summarize(terms, { tally, organizations, verified, seconds });
}
