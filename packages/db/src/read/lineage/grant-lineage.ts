import type { Instant } from "@scrip/domain/ledger";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { type ChargesPaid, chargesPaid, type PaidCursor } from "./grant-charges.ts";
import { countersOf, type GrantCounters, grantCounters } from "./grant-json.ts";

/** A grant, where its credit is now, and a page of the charges that it paid. */
export interface GrantLineage extends ChargesPaid {
  readonly grant: GrantCounters;
  /** The entry that issued it. */
  readonly issued: { readonly seq: number; readonly at: Instant };
  /** The organization's time. */
  readonly now: Instant;
}

/**
 * Reads where the credit of a grant went. Over all pages, its payments add up to `spent`.
 * @param page `before` is the cursor of the last page; `null` starts with the newest
 * @returns `null` if the organization has no such grant
 * @throws OrganizationMissing
 */
export async function grantLineage(
  organizations: OrganizationsSource,
  orgId: string,
  grantId: string,
  page: { readonly before: PaidCursor | null; readonly limit: number },
): Promise<GrantLineage | null> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const [row] = await query({ text: GRANT, values: [orgId, grantId] });
    if (row === undefined || row.counters === null) return null;
    const charges = await chargesPaid(query, orgId, grantId, page);
    const issued = row.issued as GrantLineage["issued"];
    return { grant: countersOf(row.counters), issued, now: Number(row.now), ...charges };
  });
}

const GRANT = `
  SELECT (SELECT ${grantCounters("g")} FROM grants g WHERE g.org_id = $1 AND g.id = $2) AS counters,
    (SELECT json_build_object('seq', e.seq, 'at', instant_ms(e.at)) FROM entries e
      WHERE e.org_id = $1 AND e.cause_id = $2 AND e.leg = 1 AND e.cause_type = 'grant') AS issued,
    instant_ms(greatest(o.at, coalesce(o.clock_at, date_trunc('milliseconds', clock_timestamp())))) AS now
  FROM organizations o WHERE o.org_id = $1`;
