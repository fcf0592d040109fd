import type { Log } from "@scrip/process/log";
import type { RunDueDeps } from "@scrip/usecases/due/run-due";
import type { RunPlatformDueDeps } from "@scrip/usecases/due/run-platform-due";
import type { Metrics } from "./metrics.ts";

/** The dependencies of handlers; `open-worker.ts` puts them together. */
export interface WorkerDeps extends RunDueDeps, RunPlatformDueDeps {
  readonly origin: string | null;
  readonly log: Log;
  readonly metrics: Metrics;
}
