import { deadTasks, queueDepths } from "@scrip/db/queue";
import type { RunDueDeps } from "@scrip/usecases/due/run-due";
import { Gauge, type Registry } from "prom-client";

/** Adds the tasks of the queue. */
export function addQueueMetrics(registry: Registry, worker: RunDueDeps["homes"]["organizations"]): void {
  const registers = [registry];
  new Gauge({
    name: "scrip_queue_jobs",
    help: "Tasks that wait, wait for a retry, or run, by queue and state.",
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
    help: "Tasks in the dead letter queue, which wait for an operator.",
    registers,
    async collect() {
      this.set(await deadTasks(worker));
    },
  });
}
