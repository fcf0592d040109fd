import { dueFigures, webhookFigures } from "@scrip/db/due";
import { mailFigures } from "@scrip/db/notices";
import { deadTasks, queueDepths } from "@scrip/db/queue";
import { whyNotCharging } from "@scrip/usecases/billing/charging/may-charge";
import type { RunDueDeps } from "@scrip/usecases/due/run-due";
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";

/** The counters of the worker, and the registry that serves them. */
export interface Metrics {
  readonly registry: Registry;
  readonly sweeps: Counter;
  /** Pieces of due work, by outcome. */
  readonly dueWork: Counter<"outcome">;
  /** Tasks by kind and outcome. The name of the metric says `jobs`, as monitoring knows it. */
  readonly tasks: Counter<"job" | "outcome">;
  readonly alerts: Counter<"about">;
  /** Tries to deliver to webhooks, by outcome. */
  readonly webhookTries: Counter<"outcome">;
  readonly webhooksOff: Counter<"reason">;
}

/** Opens the metrics. Each request for them reads the figures of the database. */
export function openMetrics({ homes, ledger }: Pick<RunDueDeps, "homes" | "ledger">): Metrics {
  const worker = homes.organizations;
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const due = new Gauge({ name: "scrip_due_rows", help: "Due work, without parked work", registers });
  const parked = new Gauge({ name: "scrip_due_parked", help: "Parked due work, which needs an operator", registers });
  new Gauge({
    name: "scrip_due_oldest_seconds",
    help: "The time since the oldest due work fell due, without parked work and work on test clocks",
    registers,
    async collect() {
      const figures = await dueFigures(worker);
      this.set(figures.oldestSeconds);
      due.set(figures.due);
      parked.set(figures.parked);
    },
  });
  const oldestMail = new Gauge({
    name: "scrip_mails_oldest_seconds",
    help: "The time since the oldest mail that waits was queued",
    registers,
  });
  new Gauge({
    name: "scrip_mails_waiting",
    help: "Mails that wait for the mail server, parked ones included",
    registers,
    async collect() {
      const { waiting, oldestSeconds } = await mailFigures(homes.platform);
      this.set(waiting);
      oldestMail.set(oldestSeconds);
    },
  });
  const oldestWebhook = new Gauge({
    name: "scrip_webhooks_oldest_seconds",
    help: "The time since the oldest due try of a webhook fell due. Tries that wait for their pause do not count",
    registers,
  });
  new Gauge({
    name: "scrip_webhooks_due",
    help: "Webhooks with a try that is due",
    registers,
    async collect() {
      const { due: webhooks, oldestSeconds } = await webhookFigures(worker);
      this.set(webhooks);
      oldestWebhook.set(oldestSeconds);
    },
  });
  new Gauge({
    name: "scrip_charging_off",
    help: "1 while no payment is started: because an operator paused charging, or the database was restored",
    labelNames: ["reason"] as const,
    registers,
    async collect() {
      const off = await whyNotCharging(homes.platform);
      for (const reason of ["paused", "restored"] as const) this.set({ reason }, off?.reason === reason ? 1 : 0);
    },
  });
  new Gauge({
    name: "scrip_queue_jobs",
    help: "Tasks that wait, wait for a retry, or run",
    labelNames: ["queue", "state"] as const,
    registers,
    async collect() {
      const depths = await queueDepths(worker);
      this.reset();
      for (const { queue, state, tasks } of depths) this.set({ queue, state }, tasks);
    },
  });
  new Gauge({
    name: "scrip_queue_dead_jobs",
    help: "Tasks in the dead letter queue, which wait for an operator",
    registers,
    async collect() {
      this.set(await deadTasks(worker));
    },
  });
  new Gauge({
    name: "scrip_announcements_failed",
    help: "Announcements of the ledger that failed since the start",
    registers,
    collect() {
      this.set(ledger.announcements.failed);
    },
  });
  return {
    registry,
    sweeps: new Counter({ name: "scrip_due_sweeps_total", help: "Sweeps for due work", registers }),
    dueWork: new Counter({
      name: "scrip_due_work_total",
      help: "Pieces of due work by outcome",
      labelNames: ["outcome"] as const,
      registers,
    }),
    tasks: new Counter({
      name: "scrip_jobs_total",
      help: "Tasks by kind and outcome",
      labelNames: ["job", "outcome"] as const,
      registers,
    }),
    webhookTries: new Counter({
      name: "scrip_webhook_tries_total",
      help: "Tries to deliver an event to a webhook, by outcome",
      labelNames: ["outcome"] as const,
      registers,
    }),
    webhooksOff: new Counter({
      name: "scrip_webhooks_switched_off_total",
      help: "Webhooks that were switched off, since they failed for three days or answered 410 Gone",
      labelNames: ["reason"] as const,
      registers,
    }),
    alerts: new Counter({
      name: "scrip_alerts_total",
      help: "Alerts to the operators",
      labelNames: ["about"] as const,
      registers,
    }),
  };
}
