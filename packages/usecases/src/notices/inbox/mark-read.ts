import { inOrganization } from "@scrip/db/connection";
import { markNoticeRead, markNoticesRead } from "@scrip/db/notices";
import type { Caller, Deps } from "../../deps.ts";
import { inboxOwner } from "./inbox-owner.ts";

/** A notice that a member has read. */
export interface ReadMark {
  /** A bare UUID. */
  readonly notice: string;
  /** Whether every older notice is read, too. */
  readonly andOlder: boolean;
}

/** Marks notices as read for the member who calls. Safe to repeat. @source docs/rules.md#the-inbox */
export async function markRead({ homes }: Pick<Deps, "homes">, caller: Caller, mark: ReadMark): Promise<void> {
  const owner = inboxOwner(caller);
  await inOrganization(homes.organizations, caller.orgId, (tx) =>
    mark.andOlder ? markNoticesRead(tx, owner, mark.notice) : markNoticeRead(tx, owner, mark.notice),
  );
}
