import type { AuditActor } from "@scrip/domain/audit-entry";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";

/** The longest list that a filter shows. */
const MOST_ACTORS = 200;

/**
 * Everyone who acted in an organization's audit log, found with one index look-up for each.
 * @throws OrganizationMissing
 */
export async function auditActors(
  organizations: OrganizationsSource,
  orgId: string,
): Promise<readonly Pick<AuditActor, "type" | "id">[]> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const rows = await query({ text: ACTORS, values: [orgId] });
    return rows as unknown as AuditActor[];
  });
}

const ACTORS = `
  WITH RECURSIVE actor AS (
    (SELECT actor_id, actor_type, 1 AS n FROM audit_entries
      WHERE org_id = $1 AND actor_id IS NOT NULL ORDER BY actor_id, seq LIMIT 1)
    UNION ALL
    SELECT next.actor_id, next.actor_type, actor.n + 1
      FROM actor, LATERAL (
        SELECT e.actor_id, e.actor_type FROM audit_entries e
          WHERE e.org_id = $1 AND e.actor_id > actor.actor_id ORDER BY e.actor_id, e.seq LIMIT 1) AS next
      WHERE actor.n < ${MOST_ACTORS}
  )
  SELECT actor_type AS type, actor_id AS id FROM actor`;
