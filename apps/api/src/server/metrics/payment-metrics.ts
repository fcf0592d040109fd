import type { VerifyCells } from "@scrip/db/connection";
import { paymentFigures } from "@scrip/db/read/operators/payment-figures";
import { Gauge, type Registry } from "prom-client";

const OPEN = ["created", "submitted", "unknown", "parked"] as const;
const ENDED = ["succeeded", "failed"] as const;

/**
 * Adds the payments of all organizations. Each request for them reads the database. If it cannot be read, these metrics
 * have no values, and the others stay. Cells that do not answer are left out.
 * @param verify the pools of the role that reads all organizations
 */
export function addPaymentMetrics(registry: Registry, verify: VerifyCells): void {
  const registers = [registry];
  const ended = new Gauge({
    name: "scrip_payments_ended_day",
    help: "Payments that ended in the last 24 hours, by their end.",
    labelNames: ["state"] as const,
    registers,
  });
  new Gauge({
    name: "scrip_payments_open",
    help: "Payments that have not ended, by state: parked ones wait for an operator, unknown ones are looked up.",
    labelNames: ["state"] as const,
    registers,
    async collect() {
      this.reset();
      ended.reset();
      const figures = await paymentFigures(verify).catch(() => null);
      if (figures === null) return;
      const of = (state: string): number => figures.find((each) => each.state === state)?.payments ?? 0;
      for (const state of OPEN) this.set({ state }, of(state));
      for (const state of ENDED) ended.set({ state }, of(state));
    },
  });
}
