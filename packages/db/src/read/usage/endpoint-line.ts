import type { Instant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import {
  accruedAt,
  type CreditLeft,
  type Endpoint,
  type EndpointStanding,
  endpointPerHour,
  standingOf,
} from "@scrip/domain/usage/endpoints";
import type { Query } from "../../connection/query.ts";
import { ENDPOINT_COLUMNS, type FoundEndpoint, toEndpoint } from "../../usage/endpoints/endpoints.ts";

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
  /** Nano-USD per unit and hour. */
  readonly rateNanos: bigint;
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
}

/** Reads the running endpoints and the credit of an organization, in a transaction that reads more. */
export async function endpointsNow(query: Query, orgId: string): Promise<EndpointsNow> {
  const [head] = await query({ text: HEAD, values: [orgId] });
  const { at, spendable, owed } = head as unknown as { at: Date; spendable: string; owed: string };
  const rows = await query({ text: RUNNING, values: [orgId] });
  const running = rows.map((row) => toEndpoint(row as unknown as FoundEndpoint));
  const now = at.getTime();
  const accrued = running.reduce((sum, endpoint) => sum + accruedAt(endpoint, now).amount, 0n);
  return { at: now, spendable: BigInt(spendable), owed: BigInt(owed), accrued, running };
}

/** Builds the line of an endpoint. */
export function endpointLine(endpoint: Endpoint, now: EndpointsNow): EndpointLine {
  const { ref, rate, remainder: _remainder, catalogVersion: _version, stoppedMs: _stopped, ...rest } = endpoint;
  return {
    ...rest,
    endpoint: ref,
    rateNanos: rate,
    accrued: accruedAt(endpoint, now.at).amount,
    perHour: endpointPerHour(endpoint),
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
