import type { Instant } from "../../time/instant.ts";
import type { UnitCost } from "../prices/index.ts";

/** A volume: something that is stored, with a size that changes. */
export interface Volume {
  readonly id: string;
  /** The caller's name for the volume, unique in the organization. */
  readonly ref: string;
  readonly resource: string;
  readonly project: string | null;
  readonly member: string | null;
  /** The size after the last change; 0 after it was deleted. */
  readonly bytes: bigint;
  /** The instant of the last change. */
  readonly changedAt: Instant;
  /** How many changes were reported. */
  readonly changes: number;
}

/** From an instant on, a volume has this size, until its next change. */
export interface SizeChange {
  readonly volumeId: string;
  /** Counts the reports of the volume from 1; of two for one instant, the later report counts. */
  readonly n: number;
  readonly at: Instant;
  readonly bytes: bigint;
}

/** From an instant on, these terms apply to a storage resource, until the next ones. */
export interface StorageTerms {
  readonly from: Instant;
  /** What the plan includes, in bytes; `null` if it includes everything. */
  readonly included: bigint | null;
  /** What a GB costs for a month: a rate in nano-USD, or a price shape, which counts over the month. */
  readonly cost: UnitCost;
}

/** A span of time: `[from, until)`. */
export interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

/** Puts changes in the order in which they apply. */
export function compareChanges(a: SizeChange, b: SizeChange): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.volumeId !== b.volumeId) return a.volumeId < b.volumeId ? -1 : 1;
  return a.n - b.n;
}
