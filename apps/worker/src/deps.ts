import type { CellReporter } from "@scrip/db/cells";
import type { CellSource } from "@scrip/db/connection";
import type { Log } from "@scrip/process/log";
import type { MarkNote } from "@scrip/usecases/billing/charging/notice-restore";
import type { RunDueDeps } from "@scrip/usecases/due/run-due";
import type { RunPlatformDueDeps } from "@scrip/usecases/due/run-platform-due";
import type { ClockWatch } from "./clock-watch.ts";
import type { Metrics } from "./metrics/metrics.ts";

/** The dependencies of handlers: those of the process, and the cell whose queue has the task. */
export interface WorkerDeps extends ProcessDeps {
  readonly cell: CellSource;
}

/** The dependencies of a worker; `open-worker.ts` puts them together. */
export interface ProcessDeps extends RunDueDeps, RunPlatformDueDeps {
  readonly origin: string | null;
  /** What the process remembers of its database; `null` without a folder for it. */
  readonly note: MarkNote | null;
  readonly cellReporter: CellReporter;
  readonly clocks: ClockWatch;
  readonly log: Log;
  readonly metrics: Metrics;
}
