import { dueFigures } from "@scrip/db/due";
import { deadTasks, queueDepths } from "@scrip/db/queue";
import type { RunDueDeps } from "@scrip/usecases/due/run-due";
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";

/** What the worker counts, and where it is read. */
export interface Metrics {
  readonly registry: Registry;
  readonly sweeps: Counter;
  /** Pieces of due work, by what came of them. */
  readonly dueWork: Counter<"outcome">;
  /** Tasks by kind and outcome; the metric keeps its first name. */
  readonly tasks: Counter<"job" | "outcome">;
  readonly alerts: Counter<"about">;
}

/** Figures of the database are read when somebody asks for them. */
export function openMetrics({ homes, ledger }: Pick<RunDueDeps, "homes" | "ledger">): Metrics {
  const worker = homes.organizations;
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const due = new Gauge({ name: "scrip_due_rows", help: "Work that is due now, without what is parked", registers });
  const parked = new Gauge({ name: "scrip_due_parked", help: "Due work that is parked and needs a hand", registers });
  new Gauge({
    name: "scrip_due_oldest_seconds",
    help: "For how long the oldest due work has been due, without what is parked or on a test clock",
    registers,
    async collect() {
      const figures = await dueFigures(worker);
      this.set(figures.oldestSeconds);
      due.set(figures.due);
      parked.set(figures.parked);
    },
  });
  new Gauge({
    name: "scrip_queue_jobs",
    help: "Tasks that wait, wait for a new try, or run",
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
    help: "Times that the ledger could not tell others what moved, since the start",
    registers,
    collect() {
      this.set(ledger.announcements.failed);
    },
  });
  return {
    registry,
    sweeps: new Counter({ name: "scrip_due_sweeps_total", help: "Looks for due work", registers }),
    dueWork: new Counter({
      name: "scrip_due_work_total",
      help: "Pieces of due work by what came of them",
      labelNames: ["outcome"] as const,
      registers,
    }),
    tasks: new Counter({
      name: "scrip_jobs_total",
      help: "Tasks by kind and outcome",
      labelNames: ["job", "outcome"] as const,
      registers,
    }),
    alerts: new Counter({
      name: "scrip_alerts_total",
      help: "Alerts that operators were told",
      labelNames: ["about"] as const,
      registers,
    }),
  };
}
