import type { Instant } from "@scrip/domain/ledger";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { ENDPOINT_COLUMNS, type FoundEndpoint, toEndpoint } from "../../usage/endpoints/endpoints.ts";
import { type EndpointLine, endpointLine, endpointsNow } from "./endpoint-line.ts";

/** A charge of an endpoint: a time in which its terms did not change. Amounts and rates in digits. */
export interface EndpointCharge {
  readonly charge: string;
  readonly leg: number;
  /** The entry of the charge; `null` if no credit moved. */
  readonly seq: number | null;
  readonly resource: string;
  /** `null` for a charge by a price shape. */
  readonly rateNanos: string | null;
  readonly unitsMilli: number;
  readonly from: Instant;
  readonly until: Instant;
  readonly amount: string;
}

/** A page of an endpoint's charges, the newest first. */
export interface EndpointCharges {
  readonly charges: readonly EndpointCharge[];
  /** The leg before which there are older charges; `null` if there are none. */
  readonly nextLeg: number | null;
}

/**
 * Reads an endpoint by the caller's name for it.
 * @returns `null` if the organization has no such endpoint
 * @throws OrganizationMissing
 */
export async function readEndpoint(
  organizations: OrganizationsSource,
  orgId: string,
  ref: string,
): Promise<(EndpointLine & { readonly at: Instant }) | null> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const [row] = await query({ text: BY_REF, values: [orgId, ref] });
    if (row === undefined) return null;
    const now = await endpointsNow(query, orgId);
    return { ...endpointLine(toEndpoint(row as unknown as FoundEndpoint), now), at: now.at };
  });
}

/**
 * Reads charges of an endpoint, the newest first.
 * @param page the charges before a leg; without one, the newest
 * @returns `null` if the organization has no such endpoint
 * @throws OrganizationMissing
 */
export async function endpointCharges(
  organizations: OrganizationsSource,
  orgId: string,
  ref: string,
  page: { readonly beforeLeg?: number | undefined; readonly limit: number },
): Promise<EndpointCharges | null> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const [row] = await query({ text: CHARGES, values: [orgId, ref, page.beforeLeg ?? null, page.limit] });
    if (row === undefined) return null;
    const charges = row.charges as readonly EndpointCharge[];
    const oldest = charges.at(-1)?.leg ?? 1;
    return { charges, nextLeg: oldest > 1 ? oldest : null };
  });
}

const BY_REF = `SELECT ${ENDPOINT_COLUMNS} FROM endpoints WHERE org_id = $1 AND ref = $2`;

const CHARGES = `
  SELECT coalesce((
    SELECT json_agg(json_build_object(
        'charge', c.id, 'leg', c.leg, 'seq', x.seq, 'resource', c.resource, 'rateNanos', c.rate::text,
        'unitsMilli', c.units_milli, 'from', instant_ms(c.from_at), 'until', instant_ms(c.until_at),
        'amount', c.amount::text) ORDER BY c.leg DESC)
      FROM (SELECT * FROM metered_charges
        WHERE org_id = $1 AND meter = 'endpoint' AND meter_id = e.id AND ($3::int IS NULL OR leg < $3)
        ORDER BY leg DESC LIMIT $4) c
        LEFT JOIN entries x ON x.org_id = $1 AND x.cause_id = c.id AND x.leg = 1 AND x.cause_type = 'charge'), '[]') AS charges
  FROM endpoints e WHERE e.org_id = $1 AND e.ref = $2`;
