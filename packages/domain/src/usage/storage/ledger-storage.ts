import type { Micros } from "../../money/index.ts";
import type { Instant } from "../../time/instant.ts";
import { accruedOf, type StorageMeter, storedSince } from "./meter.ts";
import { monthAround } from "./month.ts";
import { type Catalogs, type PlanHistory, termsOver } from "./terms-over.ts";
import { compareChanges, type SizeChange, type Volume } from "./volume.ts";

/** The sizes of a resource's volumes from an instant on. */
export interface Reading {
  readonly from: Instant;
  /** The sizes at that instant, in bytes. */
  readonly sizes: ReadonlyMap<string, bigint>;
  /** All changes after it. */
  readonly changes: readonly SizeChange[];
}

/** The part of an organization's storage that commands read. Only `applyStorage` writes it. */
export interface LedgerStorage {
  /** The volumes that commands name, and those of the readings. */
  readonly volumes: Map<string, Volume>;
  /** Volume ids by the caller's `ref`. */
  readonly volumeIds: Map<string, string>;
  /** The meters that are to book, and those of this month and the last one. */
  readonly meters: Map<string, StorageMeter>;
  /** By resource, if a command measures. */
  readonly readings: Map<string, Reading>;
  history: PlanHistory;
}

/** What a command changes of an organization's storage. */
export interface StorageChange {
  readonly volume: Volume | null;
  readonly size: SizeChange | null;
  readonly meters: readonly StorageMeter[];
}

/** Storage before anything was stored. */
export function noStorage(catalogVersion: number): LedgerStorage {
  const history = { periods: [], contracts: [], catalogVersion };
  return { volumes: new Map(), volumeIds: new Map(), meters: new Map(), readings: new Map(), history };
}

/** Puts the rows of a command into the storage, so that the next command of a batch sees them. */
export function applyStorage(storage: LedgerStorage, { volume, size, meters }: StorageChange): void {
  if (volume !== null) {
    storage.volumes.set(volume.id, volume);
    storage.volumeIds.set(volume.ref, volume.id);
    const reading = storage.readings.get(volume.resource) ?? firstReading(storage, volume.resource);
    if (size !== null && reading !== null) storage.readings.set(volume.resource, withChange(reading, size));
  }
  for (const meter of meters) storage.meters.set(meter.id, meter);
}

/** Without a meter, nothing of a resource was stored in the time that reports may be about. */
function firstReading({ meters }: LedgerStorage, resource: string): Reading | null {
  for (const meter of meters.values()) if (meter.resource === resource) return null;
  return { from: Number.NEGATIVE_INFINITY, sizes: new Map(), changes: [] };
}

/** A change before the reading has made it incomplete: it begins with the first instant that it still knows. */
function withChange(reading: Reading, size: SizeChange): Reading {
  if (size.at > reading.from) return { ...reading, changes: [...reading.changes, size] };
  // Of two reports for one instant the later one counts.
  if (size.at === reading.from) return { ...reading, sizes: new Map(reading.sizes).set(size.volumeId, size.bytes) };
  return { ...reading, from: Number.POSITIVE_INFINITY };
}

/** Finds the meter of a resource in the month of an instant. */
export function meterOf(
  { meters }: Pick<LedgerStorage, "meters">,
  resource: string,
  at: Instant,
): StorageMeter | undefined {
  const { from } = monthAround(at);
  for (const meter of meters.values()) if (meter.resource === resource && meter.month === from) return meter;
  return undefined;
}

/** The sizes at a later instant of a reading; `null` if the reading begins after it. */
export function readFrom({ from, sizes, changes }: Reading, at: Instant): Pick<Reading, "sizes" | "changes"> | null {
  if (at < from) return null;
  const held = new Map(sizes);
  for (const change of changes.toSorted(compareChanges)) if (change.at <= at) held.set(change.volumeId, change.bytes);
  return { sizes: held, changes: changes.filter((change) => change.at > at) };
}

/** Whether any meter has something to book. */
export function isStoring({ meters }: Pick<LedgerStorage, "meters">): boolean {
  return [...meters.values()].some(({ dueAt }) => dueAt !== null);
}

/** The instant from which commands measure a resource: the first of what its meters have not booked. */
export function measuredFrom(meters: Iterable<StorageMeter>, resource: string): Instant | null {
  let from: Instant | null = null;
  for (const meter of meters) {
    if (meter.resource !== resource || meter.dueAt === null) continue;
    const since = storedSince(meter);
    from = from === null ? since : Math.min(from, since);
  }
  return from;
}

/**
 * What stored volumes have accrued and no booking has charged, in micro-USD.
 * @source docs/rules.md#admission
 */
export function accruedStorage(storage: LedgerStorage, catalogs: Catalogs, until: Instant): Micros {
  let accrued = 0n;
  for (const meter of storage.meters.values()) {
    const reading = storage.readings.get(meter.resource);
    const from = storedSince(meter);
    const stored = reading === undefined || meter.dueAt === null ? null : readFrom(reading, from);
    if (stored === null || until <= from) continue;
    const terms = termsOver(storage.history, catalogs, meter.resource, { from, until });
    accrued += accruedOf(meter, { ...stored, terms }, until);
  }
  return accrued;
}
