import type { Instant } from "../../time/instant.ts";
import { type LedgerStorage, meterOf } from "./ledger-storage.ts";
import { newMeter, type StorageMeter } from "./meter.ts";
import { DAY_MS, dayAround, midnightAfter, monthAround } from "./month.ts";
import type { SizeChange, Volume } from "./volume.ts";

/** A report of a volume's size. */
export interface SizeReport {
  readonly volume: Volume;
  readonly bytes: bigint;
  /** The instant from which the volume has this size. */
  readonly at: Instant;
  readonly now: Instant;
}

/** What a report changes. */
export interface Reported {
  readonly volume: Volume;
  readonly size: SizeChange;
  readonly meters: readonly StorageMeter[];
}

/** The first instant that a report may be about: the start of the last calendar month. */
export function earliestReport(now: Instant): Instant {
  return monthAround(monthAround(now).from - DAY_MS).from;
}

/**
 * Records a report of a size. Of each volume the report for the latest instant is its size; a report for an earlier one
 * counts until the next instant that is known, so that reports may arrive in any order. The meters of the months that it
 * touches book at the next midnight, and one that has booked that time already measures its month again.
 * @param newId makes the id of a meter
 * @source docs/rules.md#volumes; docs/rules.md#late-sizes
 */
export function reportSize(storage: LedgerStorage, report: SizeReport, newId: () => string): Reported {
  const { volume, bytes, at } = report;
  const n = volume.changes + 1;
  const isLast = at >= volume.changedAt;
  return {
    volume: {
      ...volume,
      bytes: isLast ? bytes : volume.bytes,
      changedAt: isLast ? at : volume.changedAt,
      changes: n,
    },
    size: { volumeId: volume.id, n, at, bytes },
    meters: metersAfter(storage, report, newId),
  };
}

function metersAfter(
  storage: LedgerStorage,
  { volume, bytes, at, now }: SizeReport,
  newId: () => string,
): StorageMeter[] {
  const meters: StorageMeter[] = [];
  let comesBefore = false;
  for (let month = monthAround(at); month.from <= now; month = monthAround(month.until)) {
    const from = Math.max(at, month.from);
    const meter = meterOf(storage, volume.resource, month.from);
    const isOver = month.until <= now;
    if (meter !== undefined) meters.push(...touched(meter, from, now));
    else if (bytes > 0n) {
      const before = meterOf(storage, volume.resource, month.from - DAY_MS);
      const fromStart = comesBefore || (before !== undefined && before.dueAt !== null);
      meters.push(begun(newMeter(newId(), volume.resource, month.from), fromStart ? month.from : from, isOver, now));
    }
    comesBefore = true;
  }
  return meters;
}

/** A meter after a report about a time in its month. */
function touched(meter: StorageMeter, at: Instant, now: Instant): StorageMeter[] {
  const next = Math.min(meter.dueAt ?? Number.POSITIVE_INFINITY, midnightAfter(now));
  if (at < meter.bookedUntil) return [{ ...meter, isStale: true, dueAt: next }];
  if (meter.dueAt !== null && meter.dueAt <= midnightAfter(now)) return [];
  // Nothing was stored since its last booking; it may wait for the minimum at the end of the month.
  return [{ ...meter, bookedUntil: dayAround(at).from, dueAt: midnightAfter(at) }];
}

/** A new meter from the day on which something is stored. A month that is over is measured as a whole. */
function begun(meter: StorageMeter, at: Instant, isOver: boolean, now: Instant): StorageMeter {
  if (isOver)
    return { ...meter, bookedUntil: monthAround(meter.month).until, isStale: true, dueAt: midnightAfter(now) };
  return { ...meter, bookedUntil: dayAround(at).from, dueAt: midnightAfter(at) };
}
