import type { InboxOwner } from "@scrip/db/notices";
import type { Caller } from "../../deps.ts";
import { refused } from "../../refused.ts";

/**
 * Returns the member whose inbox a call is about. No service key has the permission to call for one.
 * @throws RefusedError `members_only` for any other caller
 */
export function inboxOwner({ orgId, actor }: Caller): InboxOwner {
  if (actor.type !== "member" || actor.id === null)
    throw refused("members_only", "An inbox belongs to a member who is signed in.");
  return { orgId, personId: actor.id };
}
