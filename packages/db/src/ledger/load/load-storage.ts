import type { Command, Instant, SetStorage } from "@scrip/domain/ledger";
import { earliestReport, type LedgerStorage, measuredFrom, monthAround, noStorage } from "@scrip/domain/usage/storage";
import type { Query } from "../../connection/query.ts";
import type { Submitted } from "../keys/submitted.ts";
import { timeOf } from "./load-more.ts";
import type { LoadedOrg } from "./loaded.ts";
import { type ReadingOf, readHistory, readMeter, readSizes, readVolume } from "./read-storage.ts";

/** The commands that measure what is stored, and so read the sizes of all volumes. */
const MEASURING: readonly Command["kind"][] = ["settleStorage"];
/** Those of them that run in organizations without storage too, where they read nothing. */
const ADMITTING: readonly Command["kind"][] = [
  "startJob",
  "resumeJob",
  "startEndpoint",
  "scaleEndpoint",
  "settleEndpoint",
  "stopEndpoint",
];

/** An organization whose storage is read. */
export interface StorageOf {
  readonly orgId: string;
  readonly catalogVersion: number;
  /** The organization's time. */
  readonly at: Instant;
  /** Whether the sizes are read too. */
  measures: boolean;
  /** The volumes that commands name. */
  readonly refs: string[];
  /** The start of the first month that a report of the batch is about; `null` without a report. */
  reportedFrom: Instant | null;
}

/**
 * Reads what commands of a batch need of the stored volumes: meters, named volumes, the plans by time, and the sizes since
 * the last booking. It takes round trips of its own, which a batch without such commands does not make.
 * @param orgs are locked, so that no size changes meanwhile
 */
export async function loadStorage(
  query: Query,
  orgs: ReadonlyMap<string, LoadedOrg>,
  batch: readonly Submitted[],
): Promise<void> {
  const reporting = new Set(batch.flatMap(({ command }) => (command.kind === "setStorage" ? [command.orgId] : [])));
  const wanted = new Map<string, StorageOf>();
  for (const { command } of batch) {
    const { orgId, kind } = command;
    const org = orgs.get(orgId);
    if (org === undefined) continue;
    // A late report of the batch counts in an admission behind it.
    const admits = ADMITTING.includes(kind) && (org.ledger.hasMeters || reporting.has(orgId));
    const measures = MEASURING.includes(kind) || admits;
    if (!measures && kind !== "setStorage") continue;
    const of = wanted.get(orgId) ?? storageOf(org);
    if (measures) of.measures = true;
    if (kind === "setStorage") addReport(of, command);
    wanted.set(orgId, of);
  }
  for (const [orgId, storage] of await readStorage(query, [...wanted.values()])) {
    const org = orgs.get(orgId);
    if (org !== undefined) org.ledger.storage = storage;
  }
}

function storageOf(org: LoadedOrg): StorageOf {
  const { orgId, catalogVersion } = org.ledger;
  return { orgId, catalogVersion, at: timeOf(org), measures: false, refs: [], reportedFrom: null };
}

function addReport(of: StorageOf, { ref, since }: SetStorage): void {
  of.refs.push(ref);
  const month = monthAround(Math.max(since ?? of.at, earliestReport(of.at))).from;
  of.reportedFrom = Math.min(of.reportedFrom ?? month, month);
}

/** Reads what an organization stores, for what it has accrued. */
export async function readStorageOf(query: Query, org: LoadedOrg): Promise<void> {
  const of = storageOf(org);
  const storages = await readStorage(query, [{ ...of, measures: true }]);
  org.ledger.storage = storages.get(of.orgId) ?? null;
}

/**
 * Reads the storage of organizations: their meters, the volumes that are named, and with `measures` the sizes since the
 * last booking and the plans by time.
 */
export async function readStorage(query: Query, of: readonly StorageOf[]): Promise<Map<string, LedgerStorage>> {
  const storages = new Map(of.map(({ orgId, catalogVersion }) => [orgId, noStorage(catalogVersion)]));
  if (of.length === 0) return storages;
  const storageIn = (row: Record<string, unknown>): LedgerStorage => {
    const storage = storages.get(String(row.orgId));
    if (storage === undefined) throw new Error("a loaded row belongs to an organization that was not asked for");
    return storage;
  };
  const putVolume = (row: Record<string, unknown>): void => {
    const volume = readVolume(row);
    const { volumes, volumeIds } = storageIn(row);
    volumes.set(volume.id, volume);
    volumeIds.set(volume.ref, volume.id);
  };
  const since = of.map(({ at }) => isoOf(earliestReport(at)));
  const meters = { name: "ledger-load-storage-meters", text: METERS, values: [of.map(({ orgId }) => orgId), since] };
  for (const row of await query(meters)) {
    const meter = readMeter(row);
    storageIn(row).meters.set(meter.id, meter);
  }
  const named = of.flatMap(({ orgId, refs }) => refs.map((ref) => [orgId, ref] as const));
  if (named.length > 0) {
    const values = [named.map(([orgId]) => orgId), named.map(([, ref]) => ref)];
    for (const row of await query({ name: "ledger-load-volumes", text: NAMED, values })) putVolume(row);
  }
  const measured = of.filter(({ measures }) => measures);
  if (measured.length === 0) return storages;
  const readings = readingsOf(storages, measured);
  const first = new Map(measured.map(({ orgId, at, reportedFrom }) => [orgId, reportedFrom ?? at]));
  for (const { orgId, from } of readings) first.set(orgId, Math.min(first.get(orgId) ?? from, from));
  const times = [[...first.keys()], [...first.values()].map(isoOf)];
  for (const row of await query({ name: "ledger-load-plan-times", text: PLANS, values: times })) {
    const storage = storageIn(row);
    storage.history = readHistory(row, storage.history.catalogVersion);
  }
  if (readings.length === 0) return storages;
  const spans = [
    readings.map(({ orgId }) => orgId),
    readings.map(({ resource }) => resource),
    readings.map(({ from }) => isoOf(from)),
  ];
  const byName = new Map(readings.map((reading) => [`${reading.orgId} ${reading.resource}`, reading]));
  for (const row of await query({ name: "ledger-load-stored", text: STORED, values: spans })) {
    putVolume(row);
    const reading = byName.get(`${String(row.orgId)} ${String(row.resource)}`);
    if (reading !== undefined) readSizes(reading, row);
  }
  return storages;
}

/** The resources that commands measure, and the instants since when. */
function readingsOf(storages: ReadonlyMap<string, LedgerStorage>, of: readonly StorageOf[]): ReadingOf[] {
  const readings: ReadingOf[] = [];
  for (const { orgId, reportedFrom } of of) {
    const storage = storages.get(orgId);
    if (storage === undefined) continue;
    for (const resource of new Set([...storage.meters.values()].map((meter) => meter.resource))) {
      const unbooked = measuredFrom(storage.meters.values(), resource);
      const from =
        unbooked === null || reportedFrom === null ? (unbooked ?? reportedFrom) : Math.min(unbooked, reportedFrom);
      if (from === null) continue;
      const reading = { orgId, resource, from, sizes: new Map<string, bigint>(), changes: [] };
      readings.push(reading);
      storage.readings.set(resource, reading);
    }
  }
  return readings;
}

const isoOf = (at: number): string => new Date(at).toISOString();

const METERS = `
  SELECT m.org_id AS "orgId", m.id, m.resource, instant_ms(m.month)::text AS month, m.quantity::text, m.priced::text, m.shaped,
    m.charged::text, m.corrected::text, m.legs, instant_ms(m.booked_until)::text AS "bookedUntil",
    m.is_stale AS "isStale", instant_ms(m.due_at)::text AS "dueAt"
  FROM unnest($1::uuid[], $2::timestamptz[]) AS o (org_id, since)
    CROSS JOIN LATERAL (SELECT * FROM storage_meters
      WHERE org_id = o.org_id AND (due_at IS NOT NULL OR month >= o.since)) AS m`;

const VOLUME = `v.org_id AS "orgId", v.id, v.ref, v.resource, v.project, v.member, v.bytes::text,
    instant_ms(v.changed_at)::text AS "changedAt", v.changes`;

const NAMED = `
  SELECT ${VOLUME} FROM unnest($1::uuid[], $2::text[]) AS a (org_id, ref)
    CROSS JOIN LATERAL (SELECT * FROM volumes WHERE org_id = a.org_id AND ref = a.ref LIMIT 1) AS v`;

/** Periods and contracts that end after the instant. */
const PLANS = `
  SELECT o.org_id AS "orgId",
    (SELECT json_agg(json_build_array(p.plan, p.catalog_version, instant_ms(p.starts_at), instant_ms(p.ends_at)))
      FROM subscription_periods p WHERE p.org_id = o.org_id AND p.ends_at > o.since) AS periods,
    (SELECT json_agg(json_build_array(c.plan, c.rates, c.entitlements, instant_ms(c.starts_at),
        instant_ms(coalesce(c.ended_at, c.ends_at))))
      FROM contracts c WHERE c.org_id = o.org_id AND c.state <> 'scheduled'
        AND coalesce(c.ended_at, c.ends_at, 'infinity') > greatest(o.since, c.starts_at)) AS contracts
  FROM unnest($1::uuid[], $2::timestamptz[]) AS o (org_id, since)`;

/** Each volume that has a size since the instant, with its size then and its changes after it. */
const STORED = `
  SELECT ${VOLUME}, instant_ms(r.since)::text AS since, s.bytes::text AS "bytesThen", c.changes AS "changesAfter"
  FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS r (org_id, resource, since)
    CROSS JOIN LATERAL (SELECT * FROM volumes
      WHERE org_id = r.org_id AND resource = r.resource AND (bytes > 0 OR changed_at > r.since)) AS v
    LEFT JOIN LATERAL (SELECT bytes FROM volume_sizes
      WHERE org_id = v.org_id AND volume_id = v.id AND at <= r.since ORDER BY at DESC, n DESC LIMIT 1) AS s ON true
    LEFT JOIN LATERAL (SELECT json_agg(json_build_array(n, instant_ms(at), bytes::text)) AS changes FROM volume_sizes
      WHERE org_id = v.org_id AND volume_id = v.id AND at > r.since) AS c ON true`;
