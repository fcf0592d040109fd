import type { RunDueDeps } from "@scrip/usecases/due/run-due";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";

/** What handlers work with; `open-worker.ts` puts it together. */
export interface WorkerDeps extends RunDueDeps {
  readonly log: Log;
  readonly metrics: Metrics;
}
