import { amount, type Cells, ms, text, whole, wholeOrNull } from "../read.ts";
import type { ContractLimits, SizeRow, StorageMeterRow, StorageRows, StorageSold, VolumeRow } from "../storage-rows.ts";

export const VOLUMES = `
  SELECT org_id, id, ref, resource, bytes, ${ms("changed_at")}, changes FROM volumes WHERE org_id = ANY ($1)`;
export const SIZES = `
  SELECT org_id, volume_id, n, ${ms("at")}, bytes, ${ms("reported_at")} FROM volume_sizes WHERE org_id = ANY ($1)`;
export const STORAGE_METERS = `
  SELECT org_id, id, resource, ${ms("month")}, quantity, priced, charged, corrected, legs, ${ms("booked_until")}, is_stale,
    ${ms("due_at")},
    coalesce((SELECT c.leg FROM metered_charges c
      WHERE c.org_id = m.org_id AND c.meter = 'storage' AND c.meter_id = m.id ORDER BY c.leg DESC LIMIT 1), 0), shaped
  FROM storage_meters m WHERE org_id = ANY ($1)`;
export const CONTRACT_LIMITS = "SELECT org_id, id, entitlements FROM contracts WHERE org_id = ANY ($1)";

/** The rows of an organization that stores nothing. */
export function noStorageRows(): StorageRows {
  return { volumes: [], sizes: [], meters: [], contracts: [] };
}

export function readVolume([, id, ref, resource, bytes, changedAt, changes]: Cells): VolumeRow {
  return {
    id: text(id),
    ref: text(ref),
    resource: text(resource),
    bytes: amount(bytes),
    changedAt: whole(changedAt),
    changes: whole(changes),
  };
}

export function readSize([, volumeId, n, at, bytes, reportedAt]: Cells): SizeRow {
  return {
    volumeId: text(volumeId),
    n: whole(n),
    at: whole(at),
    bytes: amount(bytes),
    reportedAt: whole(reportedAt),
  };
}

export function readStorageMeter([, id, resource, month, quantity, priced, ...more]: Cells): StorageMeterRow {
  const [charged, corrected, legs, bookedUntil, isStale, dueAt, lastLeg, shaped] = more;
  return {
    id: text(id),
    resource: text(resource),
    month: whole(month),
    quantity: amount(quantity),
    priced: amount(priced),
    shaped: new Map(parts(shaped ?? null).map(([price, counted]) => [price, amount(counted)])),
    charged: amount(charged),
    corrected: amount(corrected),
    legs: whole(legs),
    bookedUntil: whole(bookedUntil),
    isStale: text(isStale) === "t",
    dueAt: wholeOrNull(dueAt),
    lastLeg: whole(lastLeg),
  };
}

/** The JSON of what price shapes count. */
function parts(text: string | null): readonly (readonly [price: string, quantity: string])[] {
  return text === null ? [] : (JSON.parse(text) as [string, string][]);
}

export function readContractLimits([, id, entitlements]: Cells): ContractLimits {
  const values = JSON.parse(text(entitlements)) as Record<string, unknown>;
  return { contractId: text(id), entitlements: new Map(Object.entries(values)) };
}

interface CatalogJson {
  readonly defaultPlan?: string;
  readonly resources?: Readonly<Record<string, { readonly includedBy?: string }>>;
  readonly plans?: Readonly<Record<string, { readonly entitlements?: Readonly<Record<string, unknown>> }>>;
}

/** @returns how a catalog sells storage; `null` if the text is no catalog */
export function storageIn(catalog: string): StorageSold | null {
  try {
    const { defaultPlan, resources, plans } = JSON.parse(catalog) as CatalogJson;
    if (defaultPlan === undefined || resources === undefined || plans === undefined) return null;
    return {
      defaultPlan,
      includedBy: new Map(Object.entries(resources).map(([id, { includedBy }]) => [id, includedBy ?? null])),
      plans: new Map(
        Object.entries(plans).map(([id, { entitlements }]) => [id, new Map(Object.entries(entitlements ?? {}))]),
      ),
    };
  } catch {
    return null;
  }
}
