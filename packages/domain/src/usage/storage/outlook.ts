import type { Micros } from "../../money/index.ts";
import type { Instant } from "../../time/instant.ts";
import { type LedgerStorage, readFrom } from "./ledger-storage.ts";
import { measure } from "./measure.ts";
import { type StorageMeter, storedSince } from "./meter.ts";
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
  const upTo = (until: Instant) => {
    const before = { above: meter.quantity, priced: meter.priced };
    if (stored === null || until <= from) return before;
    const span = { from, until };
    const terms = termsOver(storage.history, catalogs, meter.resource, span);
    const { above, priced } = measure({ span, ...stored, terms });
    if (meter.isStale) return { above, priced };
    return { above: above + before.above, priced: priced + before.priced };
  };
  const done = upTo(soFar);
  return {
    above: done.above,
    used: monthPrice(done.priced, meter.month),
    byEnd: monthPrice(upTo(month.until).priced, meter.month),
  };
}

/**
 * What an hour of one resource costs at the sizes and terms of an instant.
 * @returns micro-USD, rounded down
 * @source docs/rules.md#runway
 */
export function storedPerHour(
  { history, readings }: Pick<LedgerStorage, "history" | "readings">,
  catalogs: Catalogs,
  resource: string,
  at: Instant,
): Micros {
  const reading = readings.get(resource);
  const stored = reading === undefined ? null : readFrom(reading, at);
  if (stored === null) return 0n;
  const span = { from: at, until: at + 1 };
  const terms = termsOver(history, catalogs, resource, span);
  return pricePerHour(measure({ span, ...stored, terms }).priced, at);
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
