import { EVENT_KINDS, eventSpec } from "@scrip/contract/notices/events";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { IS_READ, inboxOf } from "./inbox-of.ts";

/** Counting ends here: a badge shows "99+". */
const MOST = 100;

/** What a member has not read. */
export interface UnreadNotices {
  /** At most 100. */
  readonly count: number;
  /** The newest notice on which people should act now; a bare UUID. */
  readonly newestUrgent: string | null;
}

const URGENT = EVENT_KINDS.filter((kind) => eventSpec(kind).severity === "urgent");

/**
 * Counts the notices that a member has not read.
 * @throws OrganizationMissing
 */
export async function unreadNotices(
  organizations: OrganizationsSource,
  { orgId, personId }: { readonly orgId: string; readonly personId: string },
): Promise<UnreadNotices> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const inbox = await inboxOf(query, orgId, personId);
    if (inbox === null) return { count: 0, newestUrgent: null };
    const rows = await query({
      text: `SELECT n.id, n.kind = ANY ($6::text[]) AS is_urgent FROM notices n
        WHERE n.org_id = $1 AND n.kind = ANY ($2::text[]) AND n.id > $4::uuid AND NOT ${IS_READ}
        ORDER BY n.id DESC LIMIT ${MOST}`,
      values: [orgId, inbox.kinds, ...inbox.read, URGENT],
    });
    const urgent = rows.find(({ is_urgent: isUrgent }) => isUrgent === true);
    return { count: rows.length, newestUrgent: urgent === undefined ? null : (urgent.id as string) };
  });
}
