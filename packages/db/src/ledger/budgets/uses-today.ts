import type { Micros } from "@scrip/domain/money";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { inOrganization } from "../../connection/in-home.ts";

/**
 * What the service keys of an organization have used on its present day (UTC), by the key's id. Micro-USD. A key whose
 * use is not counted is absent.
 */
export function keyUsesToday(organizations: OrganizationsSource, orgId: string): Promise<Map<string, Micros>> {
  return inOrganization(organizations, orgId, async (tx) => {
    const rows = await tx.query<{ ref: string; used: Micros }[]>(USES, [orgId]);
    return new Map(rows.map(({ ref, used }) => [ref, used]));
  });
}

const USES = `
  SELECT b.ref, coalesce(u.used, 0) AS used
  FROM organizations o
    JOIN budgets b ON b.org_id = o.org_id AND b.scope = 'key' AND b.period = 'day'
    LEFT JOIN budget_uses u ON u.org_id = o.org_id AND u.scope = b.scope AND u.ref = b.ref AND u.period = b.period
      AND u.window_start = date_trunc('day', greatest(o.at, coalesce(o.clock_at, clock_timestamp())), 'UTC')
  WHERE o.org_id = $1`;
