import {
  accruedBy,
  accruedInMonths,
  byMonth,
  type Id,
  type Instant,
  type Meters,
  noMeters,
  putEndpoint,
} from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import {
  type CreditLeft,
  type Endpoint,
  type EndpointStanding,
  endpointPerHour,
  standingOf,
} from "@scrip/domain/usage/endpoints";
import { findMonthMeter, type MonthMeter } from "@scrip/domain/usage/months";
import { type ShownPrice, shownPrice } from "@scrip/domain/usage/prices";
import { monthAround } from "@scrip/domain/usage/storage";
import type { Query } from "../../connection/query.ts";
import { ENDPOINT_COLUMNS, type FoundEndpoint, toEndpoint } from "../../usage/endpoints/endpoints.ts";
import { findMonthMeters } from "../../usage/months/month-meters.ts";

/** An endpoint as a line of a table; amounts in micro-USD. */
export interface EndpointLine
  extends EndpointStanding,
    Pick<
      Endpoint,
      | "id"
      | "resource"
      | "unitsMilli"
      | "project"
      | "member"
      | "state"
      | "createdAt"
      | "startedAt"
      | "stoppedAt"
      | "settledAt"
    > {
  /** The caller's name for the endpoint. */
  readonly endpoint: string;
  /** Nano-USD per unit and hour; 0 for one with a price shape. */
  readonly rateNanos: bigint;
  readonly priceShape: ShownPrice | null;
  readonly charged: Micros;
  /** The cost of its time that is not charged yet. */
  readonly accrued: Micros;
  readonly perHour: Micros;
}

/** The time of an organization, its credit, and what all its endpoints have accrued by then. */
export interface EndpointsNow extends CreditLeft {
  readonly at: Instant;
  /** Those that run, the oldest first. */
  readonly running: readonly Endpoint[];
  /** The month meters of those with a price shape. */
  readonly months: ReadonlyMap<Id, MonthMeter>;
}

/** Reads the running endpoints and the credit of an organization, in a transaction that reads more. */
export async function endpointsNow(query: Query, orgId: string): Promise<EndpointsNow> {
  const [head] = await query({ name: "endpoints-head", text: HEAD, values: [orgId] });
  const { at, spendable, owed } = head as unknown as { at: Date; spendable: string; owed: string };
  const rows = await query({ name: "running-endpoints", text: RUNNING, values: [orgId] });
  const running = rows.map((row) => toEndpoint(row as unknown as FoundEndpoint));
  const now = at.getTime();
  const months = await monthsOf(query, orgId, running, now);
  const accrued = accruedTogether(running, { months, at: now });
  return { at: now, spendable: BigInt(spendable), owed: BigInt(owed), accrued, running, months };
}

/** What endpoints have accrued together: those with a price shape count in the same months. Micro-USD. */
export function accruedTogether(
  endpoints: readonly Endpoint[],
  { months, at }: Pick<EndpointsNow, "months" | "at">,
): Micros {
  const meters: Meters = noMeters();
  for (const endpoint of endpoints) putEndpoint(meters, endpoint);
  return accruedBy(meters, at) + accruedInMonths(meters, () => months, at);
}

/** What an hour of an endpoint costs from now on, in micro-USD. */
export function hourAhead(endpoint: Endpoint, { months, at }: Pick<EndpointsNow, "months" | "at">): Micros {
  const { price, resource } = endpoint;
  if (price === null) return endpointPerHour(endpoint);
  const key = { counts: "endpoint", resource, price, month: monthAround(at).from } as const;
  return endpointPerHour(endpoint, findMonthMeter(months.values(), key)?.quantity);
}

async function monthsOf(
  query: Query,
  orgId: string,
  running: readonly Endpoint[],
  now: Instant,
): Promise<Map<Id, MonthMeter>> {
  const months = running.flatMap(({ price, resource, settledAt }) =>
    price === null ? [] : [...byMonth(settledAt, now + 1)].map(({ month }) => [orgId, resource, month] as const),
  );
  const found = await findMonthMeters(query, months);
  return new Map(found.map(({ meter }) => [meter.id, meter]));
}

/** Builds the line of an endpoint. */
export function endpointLine(endpoint: Endpoint, now: EndpointsNow): EndpointLine {
  const { ref, rate, price, remainder: _remainder, catalogVersion: _version, stoppedMs: _stopped, ...rest } = endpoint;
  return {
    ...rest,
    endpoint: ref,
    rateNanos: rate,
    priceShape: price && shownPrice(price),
    accrued: accruedTogether([endpoint], now),
    perHour: hourAhead(endpoint, now),
    ...standingOf(endpoint, now),
  };
}

/** Credit that has lapsed and is not swept is not spendable. */
const HEAD = `
  SELECT t.at, (o.available - coalesce((SELECT sum(avail) FROM grants
      WHERE org_id = $1 AND is_open AND expires_at <= t.at), 0))::text AS spendable, o.owed::text AS owed
  FROM organizations o CROSS JOIN LATERAL (
    SELECT greatest(o.at, coalesce(o.clock_at, date_trunc('milliseconds', clock_timestamp()))) AS at) AS t
  WHERE o.org_id = $1`;

const RUNNING = `SELECT ${ENDPOINT_COLUMNS} FROM endpoints WHERE org_id = $1 AND state = 'running' ORDER BY id`;
