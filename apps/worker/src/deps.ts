import type { Log } from "@scrip/process/log";
import type { RunDueDeps } from "@scrip/usecases/due/run-due";
import type { Metrics } from "./metrics.ts";

/** What handlers work with; `open-worker.ts` puts it together. */
export interface WorkerDeps extends RunDueDeps {
  readonly log: Log;
  readonly metrics: Metrics;
}
