import { type Id, needsOf, noUsage, type PastPrices, type UsageChain } from "@scrip/domain/ledger";
import { eventKey } from "@scrip/domain/usage/events";
import { binaryArrays } from "../../connection/binary-array.ts";
import type { Query } from "../../connection/query.ts";
import { toUnitCost } from "../../plans/contract-rates.ts";
import { keyIdOf } from "../keys/key-id.ts";
import type { Submitted } from "../keys/submitted.ts";
import type { LoadedOrg } from "./loaded.ts";

/**
 * Reads what usage events need: the events that corrections name, and the prices at the times that events name. A batch
 * without usage events makes no round trip for it.
 * @param orgs are locked, so that no event is recorded and no price changes meanwhile
 */
export async function loadUsage(
  query: Query,
  orgs: ReadonlyMap<string, LoadedOrg>,
  batch: readonly Submitted[],
): Promise<void> {
  const corrected: Corrected[] = [];
  const times = new Map<string, Times>();
  for (const { command } of batch) {
    const org = orgs.get(command.orgId);
    if (command.kind !== "recordUsage" || org === undefined) continue;
    org.ledger.usage ??= noUsage();
    const event = needsOf(command).usageEvent;
    if (event !== undefined)
      corrected.push({
        orgId: command.orgId,
        eventId: eventIdOf(command.orgId, event),
        key: eventKey(event.source, event.name),
      });
    else if (command.eventAt !== null) widen(times, command.orgId, command.eventAt);
  }
  if (times.size > 0) await loadPrices(query, orgs, times);
  if (corrected.length > 0) await loadEvents(query, orgs, corrected);
}

/** The name of a usage event in its organization. */
export interface EventName {
  readonly source: string;
  readonly name: string;
}

/** The id of an event: that of its key, so that a correction finds it. */
export function eventIdOf(orgId: string, { source, name }: EventName): Id {
  return keyIdOf(orgId, "recordUsage", eventKey(source, name));
}

interface Corrected {
  readonly orgId: string;
  readonly eventId: Id;
  readonly key: string;
}

/** The first and the last of the times that events of an organization name. */
interface Times {
  first: number;
  last: number;
}

function widen(times: Map<string, Times>, orgId: string, at: number): void {
  const known = times.get(orgId);
  if (known === undefined) times.set(orgId, { first: at, last: at });
  else times.set(orgId, { first: Math.min(known.first, at), last: Math.max(known.last, at) });
}

interface EventRow {
  readonly orgId: string;
  readonly eventId: Id;
  readonly meterId: Id;
  readonly leg: number;
  readonly resource: string;
  readonly rate: string | null;
  readonly price: string | null;
  readonly quantity: string;
  readonly monthId: Id | null;
  readonly eventAt: Date;
  readonly project: string | null;
  readonly member: string | null;
}

async function loadEvents(
  query: Query,
  orgs: ReadonlyMap<string, LoadedOrg>,
  corrected: readonly Corrected[],
): Promise<void> {
  const pairs = corrected.map(({ orgId, eventId }) => [orgId, eventId] as const);
  const values = binaryArrays(["uuid", "uuid"], pairs);
  const rows = (await query({ name: "ledger-load-usage", text: EVENTS, values })) as unknown as EventRow[];
  const keys = new Map(corrected.map(({ eventId, key }) => [eventId, key]));
  for (const row of rows) {
    const usage = orgs.get(row.orgId)?.ledger.usage ?? null;
    if (usage === null) throw new Error("a loaded event belongs to an organization without one");
    usage.events.set(keys.get(row.eventId) ?? "", row.meterId);
    usage.chains.set(row.meterId, chainOf(row));
  }
}

/** The total of an event is that of its last correction. */
function chainOf({ meterId, resource, rate, price, project, member, eventAt, ...last }: EventRow): UsageChain {
  return {
    meterId,
    resource,
    rate: rate === null ? null : BigInt(rate),
    price,
    project,
    member,
    eventAt: eventAt.getTime(),
    quantity: BigInt(last.quantity),
    monthId: last.monthId,
    legs: last.leg,
  };
}

/** LATERAL with LIMIT 1 leaves the planner one way to a row: by its whole key. */
const EVENTS = `
  SELECT a.org_id AS "orgId", a.id AS "eventId", m.meter_id AS "meterId", m.leg, m.resource, m.rate::text, m.price,
    m.quantity::text, m.month_meter_id AS "monthId", m.from_at AS "eventAt", m.project, m.member
  FROM unnest($1::uuid[], $2::uuid[]) AS a (org_id, id)
    CROSS JOIN LATERAL (SELECT * FROM metered_charges
      WHERE org_id = a.org_id AND id = a.id AND meter = 'usage' LIMIT 1) AS e
    CROSS JOIN LATERAL (SELECT * FROM metered_charges
      WHERE org_id = e.org_id AND meter = e.meter AND meter_id = e.meter_id ORDER BY leg DESC LIMIT 1) AS m`;

interface PricesRow {
  readonly orgId: string;
  readonly versions: readonly [from: number, version: number][] | null;
  readonly contracts: readonly [from: number, until: number | null, rates: Readonly<Record<string, string>>][] | null;
}

async function loadPrices(
  query: Query,
  orgs: ReadonlyMap<string, LoadedOrg>,
  times: ReadonlyMap<string, Times>,
): Promise<void> {
  const spans = [...times].map(([orgId, { first, last }]) => [orgId, first, last] as const);
  const values = binaryArrays(["uuid", "timestamptz", "timestamptz"], spans);
  const rows = (await query({ name: "ledger-load-prices", text: PRICES, values })) as unknown as PricesRow[];
  for (const row of rows) {
    const ledger = orgs.get(row.orgId)?.ledger;
    if (ledger !== undefined) ledger.usage = { ...(ledger.usage ?? noUsage()), prices: pricesOf(row) };
  }
}

function pricesOf({ versions, contracts }: PricesRow): PastPrices {
  return {
    versions: (versions ?? []).map(([from, version]) => ({ from, version })),
    contracts: (contracts ?? []).map(([from, until, rates]) => ({
      from,
      until,
      rates: new Map(Object.entries(rates).map(([resource, cost]) => [resource, toUnitCost(cost)])),
    })),
  };
}

/**
 * The versions and contracts that the times of events touch. An organization changes its version where a period begins,
 * and before its first period it had the version of that period. A contract that was withdrawn before its start has ended
 * before it began.
 */
const PRICES = `
  SELECT a.org_id AS "orgId",
    (SELECT json_agg(json_build_array(instant_ms(p.starts_at), p.catalog_version) ORDER BY p.starts_at)
      FROM subscription_periods p
      WHERE p.org_id = a.org_id AND p.starts_at <= greatest(a.last, f.starts_at)
        AND p.starts_at >= coalesce((SELECT max(b.starts_at) FROM subscription_periods b
          WHERE b.org_id = a.org_id AND b.starts_at <= a.first), '-infinity')) AS versions,
    (SELECT json_agg(json_build_array(instant_ms(c.starts_at), instant_ms(coalesce(c.ended_at, c.ends_at)), c.rates))
      FROM contracts c
      WHERE c.org_id = a.org_id AND c.state IN ('running', 'ended') AND c.starts_at <= a.last
        AND coalesce(c.ended_at, c.ends_at, 'infinity') > a.first) AS contracts
  FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS a (org_id, first, last)
    CROSS JOIN LATERAL (SELECT min(starts_at) AS starts_at FROM subscription_periods WHERE org_id = a.org_id) AS f`;
