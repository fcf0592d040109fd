import { Gauge, type Registry } from "prom-client";

const CONDITIONS = ["serving", "away", "refused", "unknown"] as const;

/** What a process knows of one cell. */
export interface ObservedCell {
  readonly cell: string;
  readonly condition: (typeof CONDITIONS)[number];
  /** `null` if it serves. */
  readonly why: string | null;
}

/** The cells of a process, as it sees them. */
export interface ObservedCells {
  readonly states: readonly ObservedCell[];
  /** Calls the listener with every cell that does not serve, and with each change. */
  onState(listener: (state: ObservedCell) => void): () => void;
}

/** The lines of a log. */
interface CellLog {
  info(fields: object, line: string): void;
  warn(fields: object, line: string): void;
  error(fields: object, line: string): void;
}

/**
 * Adds the metric of the cells of this process, and logs each change of a cell once.
 * @param cells `null` in a deployment that names no cells: the metric has no values then
 * @returns a function that ends the log
 */
export function observeCells(registry: Registry, cells: ObservedCells | null, log: CellLog): () => void {
  new Gauge({
    name: "scrip_cell_state",
    help: "1 for the present state of each cell, as the process sees it; no values without named cells.",
    labelNames: ["cell", "state"] as const,
    registers: [registry],
    collect() {
      this.reset();
      for (const { cell, condition } of cells?.states ?? [])
        for (const state of CONDITIONS) this.set({ cell, state }, state === condition ? 1 : 0);
    },
  });
  return cells?.onState((state) => logState(log, state)) ?? (() => {});
}

function logState(log: CellLog, { cell, condition, why }: ObservedCell): void {
  if (condition === "serving") log.info({ cell }, `the cell ${cell} serves again`);
  else if (condition === "away") log.error({ cell }, `the cell ${cell} is away: ${why}`);
  else if (condition === "refused") log.error({ cell }, `the cell ${cell} is refused: ${why}`);
  else log.warn({ cell }, `the platform lists the cell ${cell}, which this process does not know: ${why}`);
}
