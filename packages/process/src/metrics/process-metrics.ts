import { createRequire } from "node:module";
import { collectDefaultMetrics, Gauge, type Registry } from "prom-client";

const { version } = createRequire(import.meta.url)("../../package.json") as { readonly version: string };

/**
 * Adds what every process has: its version, and memory, CPU, event-loop delay and garbage collection as prom-client
 * names them. These measure the whole process, so only its main program adds them.
 * @param name names the process: `api`, `worker`
 */
export function addProcessMetrics(registry: Registry, name: string): void {
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "scrip_build_info",
    help: "1; the labels name the process, its version and that of Node.",
    labelNames: ["process", "version", "node"] as const,
    registers: [registry],
  }).set({ process: name, version, node: process.versions.node }, 1);
}
