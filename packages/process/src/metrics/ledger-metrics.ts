import type { Registry } from "prom-client";
import { observe } from "./observe.ts";
import { addTalliedHistogram, type Tallied } from "./tallied-histogram.ts";

/** The counts of a ledger. */
export interface ObservedLedger {
  figures(): {
    readonly waiting: number;
    readonly lanes: number;
    readonly lanesBusy: number;
    readonly quarantined: number;
    readonly latency: Tallied;
    readonly batches: Tallied;
    readonly failedTries: number;
  };
  readonly announcements: { readonly announced: number; readonly failed: number };
}

/** Adds the metrics of the ledger of this process. */
export function addLedgerMetrics(registry: Registry, ledger: ObservedLedger): void {
  const { gauge, counter } = observe(registry);
  addTalliedHistogram(
    registry,
    "scrip_ledger_command_seconds",
    "The time from a command to its answer, its wait for a batch included.",
    () => ledger.figures().latency,
  );
  addTalliedHistogram(
    registry,
    "scrip_ledger_batch_commands",
    "The commands of each batch that was committed.",
    () => ledger.figures().batches,
  );
  counter(
    "scrip_ledger_batch_failures_total",
    "Tries of batches that failed in the database and ran again, together or in parts, or not at all.",
    () => ledger.figures().failedTries,
  );
  gauge("scrip_ledger_waiting", "Commands that have no answer yet.", () => ledger.figures().waiting);
  gauge("scrip_ledger_lanes", "Lanes of the ledger.", () => ledger.figures().lanes);
  gauge("scrip_ledger_lanes_busy", "Lanes that work on a batch.", () => ledger.figures().lanesBusy);
  gauge(
    "scrip_ledger_quarantined",
    "Organizations whose commands failed in a batch and run apart.",
    () => ledger.figures().quarantined,
  );
  counter("scrip_ledger_announced_total", "Announcements that the ledger made.", () => ledger.announcements.announced);
  counter(
    "scrip_ledger_announce_failed_total",
    "Announcements that failed, and that the ledger made later.",
    () => ledger.announcements.failed,
  );
}
