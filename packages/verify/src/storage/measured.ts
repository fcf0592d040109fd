import { rateIn } from "../rate-in.ts";
import type { Snapshot } from "../rows.ts";
import type { SizeRow, StorageMeterRow, StorageSold } from "../storage-rows.ts";

/** Byte-milliseconds above the included amount; and the same, each part times its rate. */
export interface Sums {
  readonly quantity: bigint;
  readonly priced: bigint;
}

interface Step {
  readonly at: number;
  /** The change of the sum of all sizes; 0 where only the terms change. */
  readonly change: bigint;
}

/**
 * Adds up a meter's month from the reported sizes: a sum of all sizes that moves at each report, from the first one on.
 * @param version the catalog that applies outside of the periods of subscriptions
 */
export function measured(snapshot: Snapshot, meter: StorageMeterRow, version: number): Sums {
  const steps = [...sizeSteps(snapshot, meter.resource), ...termSteps(snapshot)].toSorted((a, b) => a.at - b.at);
  let stored = 0n;
  let at = Number.NEGATIVE_INFINITY;
  let quantity = 0n;
  let priced = 0n;
  for (const step of [...steps, { at: Number.POSITIVE_INFINITY, change: 0n }]) {
    const from = Math.max(at, meter.month);
    const until = Math.min(step.at, meter.bookedUntil);
    if (from < until) {
      const { included, rate } = termsAt(snapshot, meter.resource, from, version);
      const above = included === null || stored < included ? 0n : (stored - included) * BigInt(until - from);
      quantity += above;
      priced += above * rate;
    }
    stored += step.change;
    at = step.at;
  }
  return { quantity, priced };
}

function sizeSteps({ storage: { volumes, sizes } }: Snapshot, resource: string): Step[] {
  const byVolume = new Map<string, SizeRow[]>();
  for (const { id, resource: of } of volumes) if (of === resource) byVolume.set(id, []);
  for (const size of sizes) byVolume.get(size.volumeId)?.push(size);
  return [...byVolume.values()].flatMap((reports) => {
    let before = 0n;
    return inOrder(reports).map(({ at, bytes }) => {
      const step = { at, change: bytes - before };
      before = bytes;
      return step;
    });
  });
}

/** The first instant of the month in UTC after one that starts at an instant. */
export function monthEnd(month: number): number {
  const date = new Date(month);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

/** The reports of a volume by their instant; those of one instant as they came. */
export function inOrder(reports: readonly SizeRow[]): SizeRow[] {
  return reports.toSorted((a, b) => a.at - b.at || a.n - b.n);
}

function termSteps({ plans: { periods, contracts } }: Snapshot): Step[] {
  const instants = [
    ...periods.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]),
    ...contracts.flatMap(({ startsAt, endsAt, endedAt }) => [startsAt, endedAt ?? endsAt ?? startsAt]),
  ];
  return instants.map((at) => ({ at, change: 0n }));
}

function termsAt(
  { plans: { periods, contracts }, storage, storageSold }: Snapshot,
  resource: string,
  at: number,
  version: number,
): { readonly included: bigint | null; readonly rate: bigint } {
  const contract = contracts.find(
    ({ state, startsAt, endsAt, endedAt }) =>
      state !== "scheduled" && startsAt <= at && at < (endedAt ?? endsAt ?? Number.POSITIVE_INFINITY),
  );
  const period = contract === undefined ? periods.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt) : null;
  const sold = storageSold.get(period?.catalogVersion ?? version);
  const of = sold?.resources.get(resource);
  const rate = rateIn(contract?.rates.get(resource)) ?? of?.rate ?? 0n;
  if (sold === undefined || of === undefined || of.includedBy === null) return { included: 0n, rate };
  const values = storage.contracts.find(({ contractId }) => contractId === contract?.id)?.entitlements;
  const plan = contract?.plan ?? period?.plan ?? sold.defaultPlan;
  return { included: includedBy(sold, { plan, key: of.includedBy, values }), rate };
}

function includedBy(
  { plans }: StorageSold,
  { plan, key, values }: { plan: string; key: string; values: ReadonlyMap<string, unknown> | undefined },
): bigint | null {
  const value = values?.has(key) === true ? values.get(key) : plans.get(plan)?.get(key);
  return typeof value === "number" ? BigInt(value) * 1_000_000_000n : null;
}
