import type { Pool } from "pg";

/** The numbers of open and of busy connections, and of units of work that wait for one. */
export interface Connections {
  readonly open: number;
  readonly busy: number;
  readonly awaited: number;
}

/** Adds up the connections of several sources. */
export function sumConnections(each: readonly Connections[]): Connections {
  return each.reduce(
    (sum, { open, busy, awaited }) => ({
      open: sum.open + open,
      busy: sum.busy + busy,
      awaited: sum.awaited + awaited,
    }),
    { open: 0, busy: 0, awaited: 0 },
  );
}

/** Counts the connections of some pools together. */
export function connectionsOf(...pools: readonly Pool[]): Connections {
  let open = 0;
  let busy = 0;
  let awaited = 0;
  for (const pool of pools) {
    open += pool.totalCount;
    busy += pool.totalCount - pool.idleCount;
    awaited += pool.waitingCount;
  }
  return { open, busy, awaited };
}
