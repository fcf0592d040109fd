import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";

/**
 * Reads when the next work of an organization on a test clock falls due.
 * @returns milliseconds since 1970; `null` if no work is planned, or if the organization follows the real time
 * @throws OrganizationMissing
 */
export async function nextOnClock(organizations: OrganizationsSource, orgId: string): Promise<number | null> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const [row] = await query({ text: NEXT_SQL, values: [orgId] });
    return (row?.at ?? null) as number | null;
  });
}

const NEXT_SQL = `
  SELECT (extract(epoch FROM min(due_at)) * 1000)::float8 AS at FROM due WHERE org_id = $1 AND on_test_clock`;
