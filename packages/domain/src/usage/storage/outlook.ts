import type { Micros } from "../../money/index.ts";
import type { Instant } from "../../time/instant.ts";
import { type LedgerStorage, meterOf, readFrom } from "./ledger-storage.ts";
import { measure } from "./measure.ts";
import { countedWith, type StorageMeter, storedSince } from "./meter.ts";
import { monthAround, monthPrice, pricePerHour } from "./month.ts";
import { type Catalogs, termsOver } from "./terms-over.ts";

/** What a month of storage costs. Micro-USD. */
export interface StorageOutlook {
  /** Byte-milliseconds above the included amount, so far. */
  readonly above: bigint;
  /** The price so far, with what is not booked yet. */
  readonly used: Micros;
  /** The price at the end of the month if all sizes and terms stay as they are. */
  readonly byEnd: Micros;
}

/**
 * What the month of a meter costs so far, and by its end if all sizes and terms stay as they are.
 * @source docs/rules.md#storage
 */
export function storageOutlook(
  storage: LedgerStorage,
  catalogs: Catalogs,
  meter: StorageMeter,
  now: Instant,
): StorageOutlook {
  const month = monthAround(meter.month);
  const from = storedSince(meter);
  const reading = storage.readings.get(meter.resource);
  const stored = reading === undefined || meter.dueAt === null ? null : readFrom(reading, from);
  const soFar = Math.min(now, month.until);
  const upTo = (until: Instant): Pick<StorageMeter, "quantity" | "priced" | "shaped"> => {
    if (stored === null || until <= from) return meter;
    const span = { from, until };
    const terms = termsOver(storage.history, catalogs, meter.resource, span);
    return countedWith(meter, measure({ span, ...stored, terms }));
  };
  const priceUntil = (until: Instant): Micros => monthPrice({ ...upTo(until), month: meter.month }, until);
  return { above: upTo(soFar).quantity, used: priceUntil(soFar), byEnd: priceUntil(month.until) };
}

/**
 * What an hour of one resource costs at the sizes and terms of an instant; by a price shape, the hour that follows what the
 * month has booked.
 * @returns micro-USD, rounded down
 * @source docs/rules.md#runway
 */
export function storedPerHour(
  storage: Pick<LedgerStorage, "history" | "readings" | "meters">,
  catalogs: Catalogs,
  resource: string,
  at: Instant,
): Micros {
  const { history, readings } = storage;
  const reading = readings.get(resource);
  const stored = reading === undefined ? null : readFrom(reading, at);
  if (stored === null) return 0n;
  const span = { from: at, until: at + 1 };
  const terms = termsOver(history, catalogs, resource, span);
  const counted = meterOf(storage, resource, at)?.shaped ?? new Map();
  return pricePerHour(measure({ span, ...stored, terms }), counted, at);
}

/**
 * What an hour of everything that is stored costs at the sizes and terms of an instant, each resource rounded down.
 * @returns micro-USD
 * @source docs/rules.md#runway
 */
export function storagePerHour(storage: LedgerStorage, catalogs: Catalogs, at: Instant): Micros {
  let sum = 0n;
  for (const resource of storage.readings.keys()) sum += storedPerHour(storage, catalogs, resource, at);
  return sum;
}
