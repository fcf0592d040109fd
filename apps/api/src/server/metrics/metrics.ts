import type { LedgerEvents } from "@scrip/db/events";
import type { Ledger } from "@scrip/db/ledger";
import type { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { RateLimits } from "../../limits/rate-limits.ts";
import type { BalanceWatch } from "../../live/balance-watch.ts";
import type { CallMeter } from "../../trpc/request.ts";

/** The metrics of the API. */
export interface Metrics extends CallMeter {
  readonly registry: Registry;
}

/** The parts whose own counts the metrics read at each request. */
export interface Observed {
  readonly live: Pick<BalanceWatch, "counts">;
  readonly changes: Pick<LedgerEvents, "counts">;
  readonly limits: Pick<RateLimits, "refusals">;
  readonly ledger: Pick<Ledger, "announcements" | "connections">;
}

type Outcome = "answered" | "refused" | "unavailable" | "failed";

const SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];

/** Opens the metrics of one server, in a registry of its own. Labels are procedures and outcomes, and so are few. */
export function openMetrics({ live, changes, limits, ledger }: Observed): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const calls = new Counter({
    name: "scrip_api_calls_total",
    help: "Calls, by procedure and outcome.",
    labelNames: ["procedure", "outcome"],
    registers,
  });
  const durations = new Histogram({
    name: "scrip_api_call_seconds",
    help: "The duration of calls.",
    labelNames: ["procedure"],
    buckets: SECONDS,
    registers,
  });
  const observe = (kind: "gauge" | "counter", name: string, help: string, read: () => number): void => {
    if (kind === "gauge") {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    } else {
      new Counter({
        name,
        help,
        registers,
        collect() {
          this.reset();
          this.inc(read());
        },
      });
    }
  };
  observe("gauge", "scrip_live_streams", "Live streams that are open.", () => live.counts.open);
  observe(
    "gauge",
    "scrip_live_organizations",
    "Organizations that live streams show.",
    () => live.counts.organizations,
  );
  observe(
    "counter",
    "scrip_live_refused_total",
    "Live streams that were refused because too many were open.",
    () => live.counts.refused,
  );
  observe(
    "counter",
    "scrip_limited_total",
    "Requests and calls that were refused because a caller made too many.",
    () => limits.refusals,
  );
  observe("counter", "scrip_live_reads_total", "Reads of balances for live streams.", () => live.counts.reads);
  observe(
    "counter",
    "scrip_changes_heard_total",
    "Announcements that the listener received.",
    () => changes.counts.heard,
  );
  observe(
    "counter",
    "scrip_changes_reconnected_total",
    "Reconnects of the listener.",
    () => changes.counts.reconnected,
  );
  observe("gauge", "scrip_changes_listening", "1 while the listener is connected.", () =>
    Number(changes.counts.isListening),
  );
  observe(
    "counter",
    "scrip_ledger_announced_total",
    "Announcements that the ledger made.",
    () => ledger.announcements.announced,
  );
  observe(
    "counter",
    "scrip_ledger_announce_failed_total",
    "Announcements that failed, and that the ledger made later.",
    () => ledger.announcements.failed,
  );
  observe("gauge", "scrip_ledger_connections", "Connections of the ledger.", () => ledger.connections().open);
  observe(
    "gauge",
    "scrip_ledger_connections_busy",
    "Connections of the ledger that are in use.",
    () => ledger.connections().busy,
  );
  observe(
    "gauge",
    "scrip_ledger_connections_awaited",
    "Batches and reads that wait for a connection.",
    () => ledger.connections().awaited,
  );
  return {
    registry,
    called: (procedure, error, tookMs) => {
      calls.inc({ procedure, outcome: outcomeOf(error) });
      durations.observe({ procedure }, tookMs / 1000);
    },
  };
}

function outcomeOf(error: TRPCError | null): Outcome {
  if (error === null) return "answered";
  const status = getHTTPStatusCodeFromError(error);
  if (status === 503) return "unavailable";
  return status < 500 ? "refused" : "failed";
}
