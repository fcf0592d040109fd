import type { EventKind } from "@scrip/contract/notices/events";
import { visibleKinds } from "@scrip/contract/notices/visible-kinds";
import type { Role } from "@scrip/domain/access";
import type { Query } from "../../connection/query.ts";

/** A member's inbox: the kinds of notices that their role may see, and what they have read. */
export interface Inbox {
  readonly kinds: readonly EventKind[];
  /** The values that `IS_READ` compares with, in the order of its parameters. */
  readonly read: readonly [joinedAt: string, readUpTo: string, readIds: readonly string[]];
}

/** Opens the inbox of a member; `null` for a person who is no member. */
export async function inboxOf(query: Query, orgId: string, personId: string): Promise<Inbox | null> {
  const [member] = await query({
    text: `SELECT m.role, m.joined_at::text AS joined, coalesce(r.read_up_to, '${FIRST_ID}')::text AS up_to,
        coalesce(r.read_ids, '{}')::text[] AS ids
      FROM members m LEFT JOIN notice_reads r USING (org_id, person_id) WHERE m.org_id = $1 AND m.person_id = $2`,
    values: [orgId, personId],
  });
  if (member === undefined) return null;
  const { role, joined, up_to: upTo, ids } = member;
  return { kinds: visibleKinds(role as Role), read: [joined as string, upTo as string, ids as readonly string[]] };
}

/** Every id is greater. */
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

/**
 * Whether a member has read the notice `n`: parameters 3, 4 and 5 are `read` of the inbox. Notices from before a member
 * joined count as read.
 */
export const IS_READ = "(n.recorded_at < $3::timestamptz OR n.id <= $4::uuid OR n.id = ANY ($5::uuid[]))";
