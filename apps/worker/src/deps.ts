import type { DueDeps } from "@scrip/db/due";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";

/** What handlers work with; `open-worker.ts` puts it together. */
export interface WorkerDeps extends DueDeps {
  readonly log: Log;
  readonly metrics: Metrics;
}
