import {
  findInvitation,
  findInvitationToken,
  type InvitationRow,
  invitationTokenHash,
  isStanding,
} from "@scrip/db/access";
import { type Homes, inOrganization, type OrganizationsTx } from "@scrip/db/connection";
import { type LockedOrganization, lockOrganization } from "@scrip/db/organizations";
import { type RefusedError, refused } from "../refused.ts";

/** An open invitation that a token names. Its address was not erased. */
export interface Offer {
  readonly invitation: InvitationRow & { readonly email: string };
  readonly organization: LockedOrganization;
}

/** One answer for every link that is not valid: it tells a stranger nothing. */
export function invitationNotValid(): RefusedError {
  return refused("invitation_not_valid", "This link is not valid any more. Ask for a new invitation.");
}

/** The invitation that a token names, whether or not it is still open. */
export interface NamedInvitation {
  readonly orgId: string;
  readonly invitationId: string;
  readonly tokenHash: Buffer;
}

/**
 * Finds the invitation of a token in the platform.
 * @throws RefusedError `invitation_not_valid`
 */
export async function invitationOf({ platform }: Homes, token: string): Promise<NamedInvitation> {
  const tokenHash = invitationTokenHash(token);
  const found = tokenHash === null ? null : await findInvitationToken(platform, tokenHash);
  if (tokenHash === null || found === null) throw invitationNotValid();
  return { orgId: found.orgId, invitationId: found.invitationId, tokenHash };
}

/**
 * Locks the organization of an invitation, and reads the invitation if it is still open.
 * @param tokenHash the hash of the link; `null` finishes an acceptance that was claimed with the right link
 * @returns `null` if it was accepted, withdrawn or sent again, or has expired
 */
export async function lockOffer(
  tx: OrganizationsTx,
  { orgId, invitationId, tokenHash }: Omit<NamedInvitation, "tokenHash"> & { readonly tokenHash: Buffer | null },
): Promise<Offer | null> {
  const organization = await lockOrganization(tx, orgId);
  const invitation = await findInvitation(tx, orgId, invitationId);
  if (organization === null || invitation === null || invitation.email === null) return null;
  if (tokenHash !== null && !invitation.tokenHash.equals(tokenHash)) return null;
  if (!isStanding(invitation, organization.now)) return null;
  return { invitation: { ...invitation, email: invitation.email }, organization };
}

/** Reads the open invitation of a token. @throws RefusedError `invitation_not_valid` */
export async function offerOf(homes: Homes, named: NamedInvitation): Promise<Offer> {
  const offer = await inOrganization(homes.organizations, named.orgId, (tx) => lockOffer(tx, named));
  if (offer === null) throw invitationNotValid();
  return offer;
}
