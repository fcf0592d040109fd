import type { Cost } from "./cost.ts";
import { FairGate } from "./fair-gate.ts";

/** The connections of page reads, which nothing else uses. */
export const PAGE_CONNECTIONS = 6;

/** The gates in front of the reads of each cost. Commands have none: the ledger has a queue of its own for each one. */
export type Gates = Readonly<Record<Exclude<Cost, "command"> | "shared", FairGate>>;

/**
 * Opens the gates. Half of the connections and more stay free of any one organization, so that its flood waits behind
 * itself.
 */
export function openGates(): Gates {
  const pages = new FairGate({ width: PAGE_CONNECTIONS, widthOfOne: 2, waitingOfOne: 200 });
  return {
    // These read on the ledger's connections for reads.
    look: new FairGate({ width: 4, widthOfOne: 2, waitingOfOne: 1000 }),
    // These share their queries, so many of them occupy one connection.
    shared: new FairGate({ width: 256, widthOfOne: 128, waitingOfOne: 1000 }),
    page: pages,
    report: pages,
    audit: new FairGate({ width: 2, widthOfOne: 1, waitingOfOne: 10 }),
  };
}
