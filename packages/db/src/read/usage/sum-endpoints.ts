import type { Instant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { accruedTogether, endpointsNow, hourAhead } from "./endpoint-line.ts";
import { ENDPOINT_MATCHES, type EndpointFilter, filterValues } from "./list-endpoints.ts";

/** The sums of filtered endpoints. Amounts in micro-USD. */
export interface EndpointsSum {
  readonly count: number;
  readonly runningCount: number;
  readonly charged: Micros;
  /** The cost of their time that is not charged yet. */
  readonly accrued: Micros;
  /** The cost of an hour of those that run now. */
  readonly perHour: Micros;
  readonly at: Instant;
}

/**
 * Adds up the endpoints of a filter.
 * @throws OrganizationMissing
 */
export async function sumEndpoints(
  organizations: OrganizationsSource,
  orgId: string,
  filter: EndpointFilter,
): Promise<EndpointsSum> {
  return readOrganization(organizations, orgId, { byKey: false }, async (query) => {
    const now = await endpointsNow(query, orgId);
    const [row = {}] = await query({ text: SUM, values: [orgId, ...filterValues(filter)] });
    const { count, charged, ids } = row as { count: string; charged: string; ids: readonly string[] };
    const found = new Set(ids);
    const matching = now.running.filter(({ id }) => found.has(id));
    return {
      count: Number(count),
      runningCount: matching.length,
      charged: BigInt(charged),
      accrued: accruedTogether(matching, now),
      perHour: matching.reduce((sum, endpoint) => sum + hourAhead(endpoint, now), 0n),
      at: now.at,
    };
  });
}

const SUM = `
  SELECT count(*) AS count, coalesce(sum(charged), 0)::text AS charged,
    coalesce(json_agg(id) FILTER (WHERE state = 'running'), '[]') AS ids
  FROM endpoints WHERE ${ENDPOINT_MATCHES}`;
