import { findPeople } from "@scrip/db/access";
import type { Role } from "@scrip/domain/access";
import type { Instant } from "@scrip/domain/ledger";
import type { CallOrigin, Deps } from "../deps.ts";
import { limitLinks } from "./limits.ts";
import { invitationNotValid, invitationOf, offerOf } from "./offer.ts";

/** What an invitation offers to the person who has its link. */
export interface Offered {
  readonly organization: { readonly name: string };
  readonly role: Role;
  readonly inviter: string | null;
  readonly email: string;
  readonly expiresAt: Instant;
}

/**
 * Shows what an invitation offers, to anybody who has its link.
 * @throws TransientError `too_many_requests`
 * @throws RefusedError `invitation_not_valid` for a link that is unknown, expired, withdrawn, used or rotated
 * @source docs/rules.md#invitations
 */
export async function lookAtInvitation(
  { homes }: Pick<Deps, "homes">,
  token: string,
  from: CallOrigin,
): Promise<Offered> {
  await limitLinks(homes, from);
  const { invitation, organization } = await offerOf(homes, await invitationOf(homes, token));
  if (organization.isClosed) throw invitationNotValid();
  const { role, email, expiresAt, invitedBy } = invitation;
  const inviter = invitedBy === null ? undefined : (await findPeople(homes.platform, [invitedBy])).get(invitedBy);
  const { name } = organization;
  return { organization: { name }, role, inviter: inviter?.name ?? null, email, expiresAt: expiresAt.getTime() };
}
