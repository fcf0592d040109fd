import { connectionsOf, type Pool, type VerifyCells } from "@scrip/db/connection";
import type { LedgerEvents } from "@scrip/db/events";
import { addLedgerMetrics, addPoolMetrics, observe } from "@scrip/process/metrics";
import type { Deps } from "@scrip/usecases/deps";
import { Registry } from "prom-client";
import type { RateLimits } from "../../limits/rate-limits.ts";
import type { BalanceWatch } from "../../live/balance-watch.ts";
import type { CallMeter } from "../../trpc/request.ts";
import { callMetrics } from "./call-metrics.ts";
import { addPaymentMetrics } from "./payment-metrics.ts";

/** The metrics of the API. */
export interface Metrics extends CallMeter {
  readonly registry: Registry;
}

/** The parts whose own counts the metrics read at each request. */
export interface Observed {
  readonly live: Pick<BalanceWatch, "counts">;
  readonly changes: Pick<LedgerEvents, "counts">;
  readonly limits: Pick<RateLimits, "refusals">;
  readonly deps: Pick<Deps, "ledger" | "homes" | "pages" | "verify">;
}

/** Opens the metrics of one server, in a registry of its own. */
export function openMetrics({ live, changes, limits, deps }: Observed): Metrics {
  const { ledger, homes, pages, verify } = deps;
  const registry = new Registry();
  const meter = callMetrics(registry);
  const { gauge, counter } = observe(registry);
  gauge("scrip_live_streams", "Live streams that are open.", () => live.counts.open);
  gauge("scrip_live_organizations", "Organizations that live streams show.", () => live.counts.organizations);
  counter(
    "scrip_live_refused_total",
    "Live streams that were refused because too many were open.",
    () => live.counts.refused,
  );
  counter("scrip_live_reads_total", "Reads of balances for live streams.", () => live.counts.reads);
  counter(
    "scrip_limited_total",
    "Requests and calls that were refused because a caller made too many.",
    () => limits.refusals,
  );
  counter("scrip_changes_heard_total", "Announcements that the listener received.", () => changes.counts.heard);
  counter("scrip_changes_reconnected_total", "Reconnects of the listener.", () => changes.counts.reconnected);
  gauge("scrip_changes_listening", "1 while the listener is connected.", () => Number(changes.counts.isListening));
  addLedgerMetrics(registry, ledger);
  addPoolMetrics(registry, {
    ledger: () => ledger.connections(),
    organizations: () => homes.organizations.connections(),
    platform: () => homes.platform.connections(),
    pages: () => pages.connections(),
    verify: () => connectionsOf(...poolsOf(verify)),
  });
  addPaymentMetrics(registry, verify);
  return { registry, called: (procedure, error, tookMs) => meter.called(procedure, error, tookMs) };
}

function poolsOf({ cells, platform }: VerifyCells): Pool[] {
  return [...new Set([platform, ...cells.map(({ pool }) => pool)])];
}
