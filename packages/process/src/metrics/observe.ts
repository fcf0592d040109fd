import { Counter, Gauge, type Registry } from "prom-client";

/** Adds metrics whose values are read at each request for them. */
export interface Observe {
  /** @param read returns the current value */
  readonly gauge: (name: string, help: string, read: () => number) => void;
  /** @param read returns the total since the start of the process, which never falls */
  readonly counter: (name: string, help: string, read: () => number) => void;
}

/** Makes the functions that add such metrics to a registry. */
export function observe(registry: Registry): Observe {
  const registers = [registry];
  return {
    gauge: (name, help, read) => {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    },
    counter: (name, help, read) => {
      new Counter({
        name,
        help,
        registers,
        collect() {
          this.reset();
          this.inc(read());
        },
      });
    },
  };
}
