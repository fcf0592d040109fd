import type { Seats } from "@scrip/db/access";
import type { OrganizationsTx } from "@scrip/db/connection";
import type { LockedOrganization } from "@scrip/db/organizations";
import { checkOneMore } from "@scrip/domain/plans";
import { MEMBERS } from "@scrip/domain/plans/entitlements";
import type { Deps } from "../deps.ts";
import { requireStanding, termsOf } from "../plans/entitlements/read-entitlements.ts";
import { refused } from "../refused.ts";

/**
 * Requires a free seat in the plan of an organization that is locked.
 * @param used the seats that are taken
 * @throws RefusedError `limit_reached`
 * @source docs/rules.md#seats
 */
export async function requireSeat(
  { books }: Pick<Deps, "books">,
  tx: OrganizationsTx,
  { orgId }: LockedOrganization,
  used: number,
): Promise<void> {
  const terms = await termsOf(books, await requireStanding(tx, orgId), tx);
  const checked = checkOneMore(terms, MEMBERS, used);
  if (checked.ok) return;
  const { limit } = checked.error;
  const seats = limit === 1 ? "one member" : `${limit} members`;
  throw refused(
    "limit_reached",
    `The plan allows ${seats}, and ${used} of these seats are taken by members and invitations.`,
    checked.error,
  );
}

/** The seats that are taken: members, and invitations that have not expired. */
export function takenOf({ members, invitations }: Seats): number {
  return members + invitations;
}
