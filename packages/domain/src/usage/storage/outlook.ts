import type { Micros } from "../../money/index.ts";
import type { Instant } from "../../time/instant.ts";
import { type LedgerStorage, readFrom } from "./ledger-storage.ts";
import { measure } from "./measure.ts";
import { type StorageMeter, storedSince } from "./meter.ts";
import { monthAround, monthPrice } from "./month.ts";
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
