import {
  dueFigures,
  inboxBacklog,
  type ParkedFigure,
  parkedFigures,
  parkedPlatformFigures,
  platformBacklog,
} from "@scrip/db/due";
import type { RunDueDeps } from "@scrip/usecases/due/run-due";
import { Gauge, type Registry } from "prom-client";

/** Adds the due work of both homes, and the events of the gateway that wait to be booked. */
export function addDueMetrics(registry: Registry, homes: RunDueDeps["homes"]): void {
  const registers = [registry];
  const due = new Gauge({
    name: "scrip_due_rows",
    help: "Due work, by home, without parked work and work on test clocks.",
    labelNames: ["home"] as const,
    registers,
  });
  new Gauge({
    name: "scrip_due_oldest_seconds",
    help: "The time since the oldest due work fell due, by home, without parked work and work on test clocks.",
    labelNames: ["home"] as const,
    registers,
    async collect() {
      const organizations = await dueFigures(homes.organizations);
      const platform = await platformBacklog(homes.platform);
      due.set({ home: "organizations" }, organizations.due);
      due.set({ home: "platform" }, platform.due);
      this.set({ home: "organizations" }, organizations.oldestSeconds);
      this.set({ home: "platform" }, platform.oldestSeconds);
    },
  });
  new Gauge({
    name: "scrip_due_parked",
    help: "Parked due work, which needs an operator, by home and kind.",
    labelNames: ["home", "kind"] as const,
    registers,
    async collect() {
      const organizations = await parkedFigures(homes.organizations);
      const platform = await parkedPlatformFigures(homes.platform);
      this.reset();
      const show = (home: string, figures: readonly ParkedFigure<string>[]): void => {
        for (const { kind, parked } of figures) this.set({ home, kind }, parked);
      };
      show("organizations", organizations);
      show("platform", platform);
    },
  });
  const oldestEvent = new Gauge({
    name: "scrip_inbox_oldest_seconds",
    help: "The time since the oldest event of the gateway that is not booked arrived, without parked events.",
    registers,
  });
  new Gauge({
    name: "scrip_inbox_rows",
    help: "Events of the gateway that are stored and not booked, without parked events.",
    registers,
    async collect() {
      const inbox = await inboxBacklog(homes.platform);
      this.set(inbox.due);
      oldestEvent.set(inbox.oldestSeconds);
    },
  });
}
