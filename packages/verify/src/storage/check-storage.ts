import { parseCanonicalPrice } from "@scrip/domain/usage/prices";
import type { Report } from "../finding.ts";
import { finalShapePrice, shapePrice } from "../price-at.ts";
import type { Snapshot } from "../rows.ts";
import type { SizeRow, StorageMeterRow, VolumeRow } from "../storage-rows.ts";
import { inOrder, measured, monthEnd } from "./measured.ts";

/** The most that one month may cost, and the most that an organization's sums may be, in micro-USD. */
const MOST = 10n ** 15n;
const MOST_IN_ALL = 10n ** 18n;

/**
 * L19: what a meter of storage charged, less what late reports gave back, is the price of its month so far:
 * floor(GB-time x rate / length of the month), and the price of what each price shape counts, at the end of the month with
 * its minimum. L29: a minimum that is not charged yet has its booking. L20: its GB-time above the included amount is that of
 * the reported sizes, and each volume has the size of its last report. The reports of a volume are numbered in the order in
 * which they came.
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
  let before = Number.NEGATIVE_INFINITY;
  for (const [place, { n, at, reportedAt }] of reports.toSorted((a, b) => a.n - b.n).entries()) {
    if (n !== place + 1) report("L20", rows, `report ${n} stands where report ${place + 1} should`);
    if (reportedAt < at || reportedAt < before)
      report("L20", rows, `report ${n} came before its time, or before the report before it`);
    before = reportedAt;
  }
}

function checkMeterRow(snapshot: Snapshot, meter: StorageMeterRow, report: Report): void {
  const rows = [`meter ${meter.id}`];
  const net = meter.charged - meter.corrected;
  const price = priceOf(meter);
  const { available, reserved, owed } = snapshot.head;
  const isAtLimit = available + reserved + owed === MOST_IN_ALL;
  if (net > price || (net < price && !isAtLimit))
    report("L19", rows, `it charged ${net} net of corrections; the month costs ${price} so far`);
  const { month, bookedUntil, dueAt, isStale } = meter;
  if (bookedUntil < month || bookedUntil > monthEnd(month))
    report("L20", rows, `it has booked until ${bookedUntil}, which is not within its month`);
  if (isStale && dueAt === null) report("L20", rows, "a late report waits, but nothing books it");
  if (dueAt === null && owesMinimum(meter))
    report("L29", rows, "a minimum is due at the end of its month, but it books nothing then");
  // A late report waits for the next booking.
  if (isStale) return;
  const { head, plans } = snapshot;
  const versions = new Set([head.catalogVersion, ...plans.periods.map(({ catalogVersion }) => catalogVersion)]);
  const sums = [...versions].map((version) => measured(snapshot, meter, version));
  if (sums.some((sum) => sum.quantity === meter.quantity && sum.priced === meter.priced && haveSame(sum, meter)))
    return;
  report("L20", rows, `it counts ${meter.quantity} byte-milliseconds; the sizes add up to ${sums[0]?.quantity}`);
}

const haveSame = ({ shaped }: Pick<StorageMeterRow, "shaped">, other: Pick<StorageMeterRow, "shaped">): boolean =>
  shaped.size === other.shaped.size && [...shaped].every(([price, quantity]) => other.shaped.get(price) === quantity);

function priceOf(meter: StorageMeterRow): bigint {
  const perUnit = perUnitOf(meter);
  let price = meter.priced / (perUnit * 1_000n);
  const priceAt = meter.bookedUntil < monthEnd(meter.month) ? shapePrice : finalShapePrice;
  for (const [text, quantity] of meter.shaped) price += priceAt(parseCanonicalPrice(text), quantity, perUnit);
  return price < MOST ? price : MOST;
}

function owesMinimum(meter: StorageMeterRow): boolean {
  const perUnit = perUnitOf(meter);
  return (
    meter.bookedUntil < monthEnd(meter.month) &&
    [...meter.shaped].some(([text, quantity]) => {
      const price = parseCanonicalPrice(text);
      return shapePrice(price, quantity, perUnit) < finalShapePrice(price, quantity, perUnit);
    })
  );
}

/** The byte-milliseconds of a GB in the month of a meter. */
const perUnitOf = ({ month }: StorageMeterRow): bigint => BigInt(monthEnd(month) - month) * 1_000_000_000n;

/** The row of due work that each meter of storage wants, and its time. */
export function storageDue({ storage: { meters } }: Snapshot): { readonly refId: string; readonly dueAt: number }[] {
  return meters.flatMap(({ id, dueAt }) => (dueAt === null ? [] : [{ refId: id, dueAt }]));
}
