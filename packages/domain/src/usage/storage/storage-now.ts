import type { Micros } from "../../money/index.ts";
import type { Instant } from "../../time/instant.ts";
import { accruedStorage, type LedgerStorage, meterOf, readFrom } from "./ledger-storage.ts";
import { storageOutlook, storagePerHour } from "./outlook.ts";
import type { Catalogs } from "./terms-over.ts";

/** What an organization stores at an instant, of all resources together. Amounts in micro-USD. */
export interface StorageNow {
  readonly bytes: bigint;
  /** How many volumes have a size. */
  readonly volumes: number;
  /** What an hour costs at the present sizes, above the included amounts. */
  readonly perHour: Micros;
  /** What no midnight has booked yet. */
  readonly accrued: Micros;
  /** The price of the month so far, with what is not booked yet. */
  readonly month: Micros;
}

/**
 * Adds up what is stored, and what it costs.
 * @source docs/rules.md#storage; docs/rules.md#runway
 */
export function storageNow(storage: LedgerStorage, catalogs: Catalogs, at: Instant): StorageNow {
  let bytes = 0n;
  let volumes = 0;
  let month = 0n;
  for (const [resource, reading] of storage.readings) {
    for (const size of readFrom(reading, at)?.sizes.values() ?? []) {
      bytes += size;
      if (size > 0n) volumes += 1;
    }
    const meter = meterOf(storage, resource, at);
    if (meter !== undefined) month += storageOutlook(storage, catalogs, meter, at).used;
  }
  const perHour = storagePerHour(storage, catalogs, at);
  return { bytes, volumes, perHour, accrued: accruedStorage(storage, catalogs, at), month };
}

/** What an organization without volumes stores. */
export const NOTHING_STORED: StorageNow = { bytes: 0n, volumes: 0, perHour: 0n, accrued: 0n, month: 0n };
