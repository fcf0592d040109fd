import { webhookFigures } from "@scrip/db/due";
import type { RunDueDeps } from "@scrip/usecases/due/run-due";
import { Counter, Gauge, type Registry } from "prom-client";

/** The counters of outbound webhooks. */
export interface WebhookCounters {
  /** Tries to deliver to webhooks, by outcome. */
  readonly webhookTries: Counter<"outcome">;
  /** Webhooks that Scrip switched off, by reason. */
  readonly webhooksOff: Counter<"reason">;
}

/** Adds outbound webhooks: what is due, every try, and the ones that are switched off. */
export function addWebhookMetrics(registry: Registry, worker: RunDueDeps["homes"]["organizations"]): WebhookCounters {
  const registers = [registry];
  const oldest = new Gauge({
    name: "scrip_webhooks_oldest_seconds",
    help: "The time since the oldest due try of a webhook fell due. Tries that wait for their pause do not count.",
    registers,
  });
  new Gauge({
    name: "scrip_webhooks_due",
    help: "Webhooks with a try that is due.",
    registers,
    async collect() {
      const { due, oldestSeconds } = await webhookFigures(worker);
      this.set(due);
      oldest.set(oldestSeconds);
    },
  });
  return {
    webhookTries: new Counter({
      name: "scrip_webhook_tries_total",
      help: "Tries to deliver an event to a webhook, by outcome.",
      labelNames: ["outcome"] as const,
      registers,
    }),
    webhooksOff: new Counter({
      name: "scrip_webhooks_switched_off_total",
      help: "Webhooks that were switched off, by reason: they failed for three days, or answered 410 Gone.",
      labelNames: ["reason"] as const,
      registers,
    }),
  };
}
