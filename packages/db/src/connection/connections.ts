import type { Pool } from "pg";

/** The numbers of open and of busy connections, and of units of work that wait for one. */
export interface Connections {
  readonly open: number;
  readonly busy: number;
  readonly awaited: number;
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
