import { rateIn } from "../rate-in.ts";
import type { Snapshot } from "../rows.ts";
import type { SizeRow, StorageMeterRow, StorageSold } from "../storage-rows.ts";

/** Byte-milliseconds above the included amount; the part at plain rates times them; and the part at each price shape. */
export interface Sums {
  readonly quantity: bigint;
  readonly priced: bigint;
  readonly shaped: ReadonlyMap<string, bigint>;
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
  const shaped = new Map<string, bigint>();
  for (const step of [...steps, { at: Number.POSITIVE_INFINITY, change: 0n }]) {
    const from = Math.max(at, meter.month);
    const until = Math.min(step.at, meter.bookedUntil);
    if (from < until) {
      const { included, cost } = termsAt(snapshot, meter.resource, from, version);
      const above = included === null || stored < included ? 0n : (stored - included) * BigInt(until - from);
      quantity += above;
      const rate = rateIn(cost);
      if (rate !== null) priced += above * rate;
      else if (above > 0n) shaped.set(cost, (shaped.get(cost) ?? 0n) + above);
    }
    stored += step.change;
    at = step.at;
  }
  return { quantity, priced, shaped };
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
  { plans: { periods, contracts }, storage, storageSold, rates }: Snapshot,
  resource: string,
  at: number,
  version: number,
): { readonly included: bigint | null; readonly cost: string } {
  const contract = contracts.find(
    ({ state, startsAt, endsAt, endedAt }) =>
      state !== "scheduled" && startsAt <= at && at < (endedAt ?? endsAt ?? Number.POSITIVE_INFINITY),
  );
  const period = contract === undefined ? periods.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt) : null;
  const catalog = period?.catalogVersion ?? version;
  const sold = storageSold.get(catalog);
  const key = sold?.includedBy.get(resource) ?? null;
  // A resource that only contracts price costs nothing outside of them.
  const cost = contract?.rates.get(resource) ?? rates.get(catalog)?.get(resource) ?? "0";
  if (sold === undefined || key === null) return { included: 0n, cost };
  const values = storage.contracts.find(({ contractId }) => contractId === contract?.id)?.entitlements;
  const plan = contract?.plan ?? period?.plan ?? sold.defaultPlan;
  return { included: includedBy(sold, { plan, key, values }), cost };
}

function includedBy(
  { plans }: StorageSold,
  { plan, key, values }: { plan: string; key: string; values: ReadonlyMap<string, unknown> | undefined },
): bigint | null {
  const value = values?.has(key) === true ? values.get(key) : plans.get(plan)?.get(key);
  return typeof value === "number" ? BigInt(value) * 1_000_000_000n : null;
}
