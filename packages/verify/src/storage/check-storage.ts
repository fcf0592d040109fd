import type { Report } from "../finding.ts";
import type { ChecksOfMeter, MeterOfUse } from "../metered/check-metered.ts";
import type { MeteredRow } from "../metered/metered-row.ts";
import type { Snapshot } from "../rows.ts";
import type { SizeRow, StorageMeterRow, VolumeRow } from "../storage-rows.ts";
import { inOrder, measured } from "./measured.ts";

/** The most that one month may cost, and the most that an organization's sums may be, in micro-USD. */
const MOST = 10n ** 15n;
const MOST_IN_ALL = 10n ** 18n;

/**
 * L19: what a meter of storage charged, less what late reports gave back, is the price of its month so far:
 * floor(GB-time x rate / length of the month). L20: its GB-time above the included amount is that of the reported sizes,
 * and each volume has the size of its last report.
 */
export function checkStorage(snapshot: Snapshot, report: Report): void {
  const { volumes, sizes, meters } = snapshot.storage;
  const byVolume = Map.groupBy(sizes, ({ volumeId }) => volumeId);
  for (const volume of volumes) checkVolume(volume, byVolume.get(volume.id) ?? [], report);
  for (const id of byVolume.keys())
    if (!volumes.some((volume) => volume.id === id)) report("L28", [`volume ${id}`], "it has sizes, but no row");
  for (const meter of meters) checkMeterRow(snapshot, meter, report);
  for (const [resource, { id }] of new Map(
    volumes.filter(({ bytes }) => bytes > 0n).map((each) => [each.resource, each]),
  ))
    if (!meters.some((meter) => meter.resource === resource && meter.dueAt !== null))
      report("L20", [`volume ${id}`], `it is stored, but no meter of ${resource} counts`);
}

function checkVolume({ id, bytes, changedAt, changes }: VolumeRow, reports: readonly SizeRow[], report: Report): void {
  const rows = [`volume ${id}`];
  const last = inOrder(reports).at(-1);
  if (last?.bytes !== bytes || last.at !== changedAt)
    report(
      "L20",
      rows,
      `it has ${bytes} bytes since ${changedAt}; its last report says ${last?.bytes} since ${last?.at}`,
    );
  if (reports.length !== changes) report("L20", rows, `it counts ${changes} reports; there are ${reports.length}`);
}

function checkMeterRow(snapshot: Snapshot, meter: StorageMeterRow, report: Report): void {
  const rows = [`meter ${meter.id}`];
  const net = meter.charged - meter.corrected;
  const price = priceOf(meter);
  const { available, reserved, owed } = snapshot.head;
  const isAtLimit = available + reserved + owed === MOST_IN_ALL;
  if (net > price || (net < price && !isAtLimit))
    report("L19", rows, `it charged ${net} net of corrections; the month costs ${price} so far`);
  // A late report waits for the next booking.
  if (meter.isStale) return;
  const { head, plans } = snapshot;
  const versions = new Set([head.catalogVersion, ...plans.periods.map(({ catalogVersion }) => catalogVersion)]);
  const sums = [...versions].map((version) => measured(snapshot, meter, version));
  if (sums.some(({ quantity, priced }) => quantity === meter.quantity && priced === meter.priced)) return;
  report("L20", rows, `it counts ${meter.quantity} byte-milliseconds; the sizes add up to ${sums[0]?.quantity}`);
}

function priceOf({ month, priced }: StorageMeterRow): bigint {
  const date = new Date(month);
  const length = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1) - month;
  const price = priced / (BigInt(length) * 1_000_000_000_000n);
  return price < MOST ? price : MOST;
}

/** The row of due work that each meter of storage wants, and its time. */
export function storageDue({ storage: { meters } }: Snapshot): { readonly refId: string; readonly dueAt: number }[] {
  return meters.flatMap(({ id, dueAt }) => (dueAt === null ? [] : [{ refId: id, dueAt }]));
}

/**
 * L19 and L20: the charges of a meter of storage are those that its row counts, lie within the time that it has booked, and
 * count a GB-time that never decreases, unless a late report made it smaller.
 */
export function checksOfStorage({ storage: { meters } }: Snapshot): ChecksOfMeter {
  return (meterId, report) =>
    new StorageCharges(
      meterId,
      meters.find(({ id }) => id === meterId),
      report,
    );
}

class StorageCharges implements MeterOfUse {
  private readonly rows: readonly string[];
  private readonly meter: StorageMeterRow | undefined;
  private readonly report: Report;
  private charged = 0n;
  private legs = 0;
  private quantity = 0n;

  constructor(meterId: string, meter: StorageMeterRow | undefined, report: Report) {
    this.rows = [`meter ${meterId}`];
    this.meter = meter;
    this.report = report;
    if (meter === undefined) report("L28", this.rows, "it has charges, but no row");
  }

  charge({ id, leg, resource, quantity, from, until, amount }: MeteredRow): void {
    this.charged += amount;
    this.legs = leg;
    if (this.meter === undefined) return;
    const rows = [...this.rows, `charge ${id}`];
    if (resource !== this.meter.resource) this.report("L20", rows, `it is of ${resource}`);
    if (from < this.meter.month || until > this.meter.bookedUntil)
      this.report("L20", rows, `it pays for ${from} to ${until}, which the meter has not booked`);
    if (quantity < this.quantity && this.meter.corrected === 0n)
      this.report("L20", rows, `its quantity ${quantity} is below ${this.quantity} of the charge before`);
    this.quantity = quantity;
  }

  end(): void {
    const { meter } = this;
    if (meter === undefined) return;
    if (meter.charged !== this.charged || meter.legs !== this.legs)
      this.report(
        "L19",
        this.rows,
        `it counts ${meter.charged} in ${meter.legs} charges; they are ${this.charged} in ${this.legs}`,
      );
    if (this.quantity > meter.quantity && meter.corrected === 0n)
      this.report(
        "L20",
        this.rows,
        `its last charge is for ${this.quantity}, more than the ${meter.quantity} that it counts`,
      );
  }
}
