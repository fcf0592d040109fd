import { availableParallelism, cpus, release, totalmem, type } from "node:os";

/** The machine on which figures were measured. Figures mean nothing without it. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly system: string;
  readonly node: string;
  /** `null` for a bench without PostgreSQL. */
  readonly postgres: string | null;
}

/** @param postgres the version of the measured PostgreSQL, if there is one */
export function describeMachine(postgres: string | null): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGib: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    postgres,
  };
}

export function machineInWords({ cpu, cores, memoryGib, system, node, postgres }: Machine): string {
  const database = postgres === null ? "" : `; PostgreSQL ${postgres}`;
  return `${cpu}, ${cores} cores, ${memoryGib} GiB; ${system}; Node ${node}${database}`;
}
