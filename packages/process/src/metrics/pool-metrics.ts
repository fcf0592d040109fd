import { Gauge, type Registry } from "prom-client";

/** Reads the connections of one pool. */
export type ReadConnections = () => { readonly open: number; readonly busy: number; readonly awaited: number };

/** Adds the metrics of the pools of this process, each under its name. */
export function addPoolMetrics(registry: Registry, pools: Readonly<Record<string, ReadConnections>>): void {
  const registers = [registry];
  const awaited = new Gauge({
    name: "scrip_pool_awaited",
    help: "Units of work that wait for a connection, by pool.",
    labelNames: ["pool"] as const,
    registers,
  });
  new Gauge({
    name: "scrip_pool_connections",
    help: "Connections to PostgreSQL, by pool, and whether a unit of work uses them.",
    labelNames: ["pool", "state"] as const,
    registers,
    collect() {
      for (const [pool, read] of Object.entries(pools)) {
        const figures = read();
        this.set({ pool, state: "busy" }, figures.busy);
        this.set({ pool, state: "idle" }, figures.open - figures.busy);
        awaited.set({ pool }, figures.awaited);
      }
    },
  });
}
