import { mailFigures } from "@scrip/db/notices";
import { addLedgerMetrics, addPoolMetrics } from "@scrip/process/metrics";
import { whyNotCharging } from "@scrip/usecases/billing/charging/may-charge";
import type { RunDueDeps } from "@scrip/usecases/due/run-due";
import { Counter, Gauge, Registry } from "prom-client";
import { addDueMetrics } from "./due-metrics.ts";
import { addQueueMetrics } from "./queue-metrics.ts";
import { addWebhookMetrics, type WebhookCounters } from "./webhook-metrics.ts";

/** The counters of the worker, and the registry that serves them. */
export interface Metrics extends WebhookCounters {
  readonly registry: Registry;
  readonly sweeps: Counter;
  readonly duePaused: Gauge<"cell">;
  /** Pieces of due work, by outcome. */
  readonly dueWork: Counter<"outcome">;
  /** Tasks by kind and outcome. The name of the metric says `jobs`, as monitoring knows it. */
  readonly tasks: Counter<"job" | "outcome">;
  readonly alerts: Counter<"about">;
  /** Mails by outcome. */
  readonly mails: Counter<"outcome">;
}

/** Opens the metrics. Each request for them reads the figures of the database. */
export function openMetrics({ homes, ledger }: Pick<RunDueDeps, "homes" | "ledger">): Metrics {
  const registry = new Registry();
  const registers = [registry];
  addDueMetrics(registry, homes);
  addQueueMetrics(registry, homes.organizations);
  addMailMetrics(registry, homes.platform);
  addLedgerMetrics(registry, ledger);
  addPoolMetrics(registry, {
    ledger: () => ledger.connections(),
    organizations: () => homes.organizations.connections(),
    platform: () => homes.platform.connections(),
  });
  new Gauge({
    name: "scrip_charging_off",
    help: "1 while no payment is started, by reason: an operator paused charging, or the database was restored.",
    labelNames: ["reason"] as const,
    registers,
    async collect() {
      const off = await whyNotCharging(homes.platform);
      for (const reason of ["paused", "restored"] as const) this.set({ reason }, off?.reason === reason ? 1 : 0);
    },
  });
  return {
    registry,
    ...addWebhookMetrics(registry, homes.organizations),
    sweeps: new Counter({ name: "scrip_due_sweeps_total", help: "Sweeps for due work.", registers }),
    duePaused: new Gauge({
      name: "scrip_due_paused",
      help: "1 while the due work of a cell is paused, because PostgreSQL's clock there is not trusted.",
      labelNames: ["cell"] as const,
      registers,
    }),
    dueWork: new Counter({
      name: "scrip_due_work_total",
      help: "Pieces of due work, by outcome.",
      labelNames: ["outcome"] as const,
      registers,
    }),
    tasks: new Counter({
      name: "scrip_jobs_total",
      help: "Tasks, by kind and outcome.",
      labelNames: ["job", "outcome"] as const,
      registers,
    }),
    alerts: new Counter({
      name: "scrip_alerts_total",
      help: "Alerts to the operators, by subject.",
      labelNames: ["about"] as const,
      registers,
    }),
    mails: new Counter({
      name: "scrip_mails_total",
      help: "Mails that the mail server took, and tries that failed.",
      labelNames: ["outcome"] as const,
      registers,
    }),
  };
}

function addMailMetrics(registry: Registry, platform: RunDueDeps["homes"]["platform"]): void {
  const registers = [registry];
  const oldest = new Gauge({
    name: "scrip_mails_oldest_seconds",
    help: "The time since the oldest mail that waits was queued.",
    registers,
  });
  new Gauge({
    name: "scrip_mails_waiting",
    help: "Mails that wait for the mail server, parked ones included.",
    registers,
    async collect() {
      const { waiting, oldestSeconds } = await mailFigures(platform);
      this.set(waiting);
      oldest.set(oldestSeconds);
    },
  });
}
