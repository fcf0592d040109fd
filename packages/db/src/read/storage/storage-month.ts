import type { Instant } from "@scrip/domain/ledger";
import { greatest } from "@scrip/domain/money";
import { dayAround, type LedgerStorage, type Span, type StorageMeter } from "@scrip/domain/usage/storage";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import type { Query } from "../../connection/query.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { readStorage } from "../../ledger/load/load-storage.ts";
import { readMeter } from "../../ledger/load/read-storage.ts";

/** What a day added to a meter: byte-milliseconds above the included amount, and micro-USD. */
export interface StorageDay {
  /** The midnight that begins the day. */
  readonly day: Instant;
  readonly above: bigint;
  readonly amount: bigint;
}

/** The charges of a meter by day and by project. Amounts in micro-USD. */
export interface StorageCharges {
  readonly days: readonly StorageDay[];
  readonly byProject: ReadonlyMap<string | null, bigint>;
}

/** What an organization stores now, of one resource and with one project as its label. */
export interface StoredNow {
  readonly project: string | null;
  readonly bytes: bigint;
  readonly volumes: number;
}

/** The storage of an organization as a page shows a month of it. */
export interface StorageRead {
  /** The organization's time. */
  readonly at: Instant;
  readonly catalogVersion: number;
  readonly storage: LedgerStorage;
  /** The meters of the month, by resource. */
  readonly meters: ReadonlyMap<string, StorageMeter>;
  /** By the id of the meter. */
  readonly charges: ReadonlyMap<string, StorageCharges>;
  /** By resource. */
  readonly now: ReadonlyMap<string, readonly StoredNow[]>;
}

/**
 * Reads the storage of a month, in one snapshot.
 * @param monthAt returns the month, by the organization's time
 * @throws OrganizationMissing
 */
export async function storageMonth(
  organizations: OrganizationsSource,
  orgId: string,
  monthAt: (now: Instant) => Span,
): Promise<StorageRead> {
  return readOrganization(organizations, orgId, { byKey: false }, async (query) => {
    const [head] = await query({ text: HEAD, values: [orgId] });
    const at = Number(head?.time);
    const catalogVersion = Number(head?.version);
    const month = new Date(monthAt(at).from).toISOString();
    const storages = await readStorage(query, [
      { orgId, catalogVersion, at, measures: true, refs: [], reportedFrom: null },
    ]);
    const storage = storages.get(orgId);
    if (storage === undefined) throw new Error("the storage of the organization was not read");
    const meters = (await query({ text: METERS, values: [orgId, month] })).map(readMeter);
    const now = await query({ text: NOW, values: [orgId] });
    return {
      at,
      catalogVersion,
      storage,
      meters: new Map(meters.map((meter) => [meter.resource, meter])),
      charges: await readCharges(query, orgId, meters),
      now: byResource(now),
    };
  });
}

function byResource(rows: readonly Readonly<Record<string, unknown>>[]): Map<string, StoredNow[]> {
  const found = new Map<string, StoredNow[]>();
  for (const { resource, project, bytes, volumes } of rows) {
    const stored = found.get(String(resource)) ?? [];
    stored.push({
      project: project as string | null,
      bytes: BigInt(String(bytes)),
      volumes: Number(volumes),
    });
    found.set(String(resource), stored);
  }
  return found;
}

async function readCharges(
  query: Query,
  orgId: string,
  meters: readonly StorageMeter[],
): Promise<Map<string, StorageCharges>> {
  const found = new Map<string, StorageCharges>();
  for (const { id } of meters) {
    const legs = await query({ text: CHARGES, values: [orgId, id] });
    const days = new Map<Instant, StorageDay>();
    const projects = new Map<string | null, bigint>();
    let before = 0n;
    for (const { until, quantity, amount, project } of legs) {
      // The day that ends with the charge.
      const day = dayAround(Number(until) - 1).from;
      const name = project as string | null;
      const cost = BigInt(String(amount));
      const reached = BigInt(String(quantity));
      const { above, amount: sum } = days.get(day) ?? { above: 0n, amount: 0n };
      // A late report may have made the month smaller.
      days.set(day, { day, above: above + greatest(reached - before, 0n), amount: sum + cost });
      before = reached;
      projects.set(name, (projects.get(name) ?? 0n) + cost);
    }
    found.set(id, { days: [...days.values()], byProject: projects });
  }
  return found;
}

const HEAD = `
  SELECT instant_ms(coalesce(clock_at, date_trunc('milliseconds', clock_timestamp())))::text AS time,
    catalog_version AS version FROM organizations WHERE org_id = $1`;

const METERS = `
  SELECT id, resource, instant_ms(month)::text AS month, quantity::text, priced::text, shaped, charged::text, corrected::text, legs,
    instant_ms(booked_until)::text AS "bookedUntil", is_stale AS "isStale", instant_ms(due_at)::text AS "dueAt"
  FROM storage_meters m WHERE org_id = $1 AND m.month = $2`;

const NOW = `
  SELECT resource, project, sum(bytes)::text AS bytes, count(*) AS volumes FROM volumes v
  WHERE org_id = $1 AND v.bytes > 0 GROUP BY resource, project ORDER BY sum(bytes) DESC, project`;

const CHARGES = `
  SELECT instant_ms(until_at)::text AS until, quantity::text, amount::text, project FROM metered_charges
  WHERE org_id = $1 AND meter = 'storage' AND meter_id = $2 ORDER BY leg`;
