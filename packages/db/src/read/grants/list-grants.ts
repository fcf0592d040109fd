import type { GrantTerms } from "@scrip/domain/ledger";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { GRANT_NAMED, type GrantNamed } from "../lineage/grant-json.ts";

/**
 * A grant and where its credit is now; amounts are digits of micro-USD. Lapsed credit counts as expired, even if its
 * expiry is not booked. `amount` is the sum of the five parts.
 */
export interface ListedGrant extends GrantNamed {
  readonly amount: string;
  readonly available: string;
  readonly held: string;
  readonly spent: string;
  readonly expired: string;
  readonly revoked: string;
}

/** A page of grants, and the id after which the next one begins. */
export interface GrantsPage {
  readonly grants: readonly ListedGrant[];
  readonly next: GrantTerms["id"] | null;
}

/**
 * Reads a page of an organization's issued grants in the order of their ids, the order in which they were made.
 * @param page `isOpen` leaves out grants without available or held credit
 * @throws OrganizationMissing
 */
export async function listGrants(
  organizations: OrganizationsSource,
  orgId: string,
  { after, limit, isOpen }: { readonly after: string | null; readonly limit: number; readonly isOpen: boolean },
): Promise<GrantsPage> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const rows = await query({ text: PAGE_SQL, values: [orgId, after, limit, isOpen] });
    const grants = rows.map((row) => row.grant as ListedGrant);
    return { grants, next: grants.length === limit ? (grants.at(-1)?.grant ?? null) : null };
  });
}

const PAGE_SQL = `
  SELECT json_build_object(${GRANT_NAMED}, 'amount', g.amount::text, 'available', (g.avail - l.lapsed)::text,
      'held', g.held::text, 'spent', g.spent::text, 'expired', (g.expired + l.lapsed)::text,
      'revoked', g.revoked::text) AS grant
    FROM organizations o
      JOIN grants g ON g.org_id = o.org_id
      CROSS JOIN LATERAL (SELECT CASE WHEN g.expires_at <= greatest(o.at,
          coalesce(o.clock_at, date_trunc('milliseconds', clock_timestamp()))) THEN g.avail ELSE 0 END AS lapsed) l
    WHERE o.org_id = $1 AND ($2::uuid IS NULL OR g.id > $2) AND (NOT $4 OR g.avail - l.lapsed + g.held > 0)
    ORDER BY g.id LIMIT $3`;
