import {
  findInvitation,
  findPeople,
  type InvitationRow,
  isStanding,
  newInvitationToken,
  resendInvitation,
  settleInvitation,
} from "@scrip/db/access";
import { markDone, type PlatformWork, writePlatformDue } from "@scrip/db/claims";
import { type Homes, inOrganization, inPlatform, type OrganizationsTx, reach } from "@scrip/db/connection";
import { queueMail } from "@scrip/db/notices";
import { lockOrganization } from "@scrip/db/organizations";
import { INVITATION_MS } from "@scrip/domain/access";
import { RefusedError } from "../refused.ts";
import { claimRef, readClaimRef } from "./claim-ref.ts";

/** An invitation that is to be sent. */
export interface Sending {
  readonly orgId: string;
  readonly invitationId: string;
  /** The origin of this server in browsers, for the link. */
  readonly origin: string;
}

/** An invitation with a new link, and the name of its organization. */
export interface Written {
  readonly invitationId: string;
  readonly organization: string;
}

/**
 * Writes an invitation and sends its link, in three steps: the platform claims the sending, the organization gets the
 * invitation, and the platform gets the token's hash and the mail while the claim is marked as done. The worker finishes
 * an interrupted sending with another link, since the text of a token is stored nowhere.
 * @param write writes the invitation with the hash of its token, in a transaction of the organization
 * @throws the refusal of `write`
 * @source docs/rules.md#invitations; docs/rules.md#two-homes
 */
export async function sendInvitation(
  homes: Homes,
  { orgId, invitationId, origin }: Sending,
  write: (tx: OrganizationsTx, tokenHash: Buffer) => Promise<Written>,
): Promise<InvitationRow> {
  const work: PlatformWork = { kind: "send_invitation", ref: claimRef({ orgId, about: invitationId }) };
  await inPlatform(homes.platform, (tx) => writePlatformDue(tx, work));
  reach("invitation.claimed");
  return sendClaimed(homes, { work, origin }, write);
}

/**
 * Finishes a sending that was interrupted. Safe to repeat: at worst the person gets a second mail, with the link that is
 * valid.
 * @param origin `null` on a server that does not know its address in browsers: then only the token is settled, and a
 *   member sends the invitation again
 */
export async function finishInvitation(homes: Homes, origin: string | null, ref: string): Promise<void> {
  const work: PlatformWork = { kind: "send_invitation", ref };
  const { orgId, about: invitationId } = readClaimRef(ref);
  if (origin !== null && (await isToBeSent(homes, orgId, invitationId))) {
    const resend = (tx: OrganizationsTx, tokenHash: Buffer) => resendStanding(tx, orgId, invitationId, tokenHash);
    await sendClaimed(homes, { work, origin }, resend);
    return;
  }
  await settleInvitation(homes, orgId, invitationId);
  await markDone(homes.platform, work);
}

async function sendClaimed(
  homes: Homes,
  { work, origin }: { readonly work: PlatformWork; readonly origin: string },
  write: (tx: OrganizationsTx, tokenHash: Buffer) => Promise<Written>,
): Promise<InvitationRow> {
  const { orgId, claimId } = readClaimRef(work.ref);
  const { token, hash } = newInvitationToken();
  const { invitationId, organization } = await inOrganization(homes.organizations, orgId, (tx) =>
    write(tx, hash),
  ).catch(async (error: unknown) => {
    // Nothing was written, so there is nothing to finish.
    if (error instanceof RefusedError) await markDone(homes.platform, work);
    throw error;
  });
  reach("invitation.made");
  const invitation = await settleInvitation(homes, orgId, invitationId);
  if (invitation === null) throw new Error(`the invitation ${invitationId} is gone`);
  const inviter = await inviterName(homes, invitation, organization);
  await inPlatform(homes.platform, async (tx) => {
    const { email, role, expiresAt } = invitation;
    // Another call may have sent a newer link meanwhile, or withdrawn the invitation.
    if (email !== null && invitation.state === "open" && invitation.tokenHash.equals(hash))
      await queueMail(tx, {
        id: claimId,
        kind: "invitation",
        to: email,
        orgId,
        personId: null,
        data: {
          invitationId,
          url: `${origin}/invitation#token=${token}`,
          organization,
          inviter,
          role,
          expiresAt: expiresAt.toISOString(),
        },
      });
    await markDone(tx, work);
  });
  reach("invitation.marked");
  return invitation;
}

/** The terms of an invitation whose link is sent now. */
export function sentNow(now: Date): Pick<InvitationRow, "sentAt" | "expiresAt"> {
  return { sentAt: now, expiresAt: new Date(now.getTime() + INVITATION_MS) };
}

async function inviterName({ platform }: Homes, { invitedBy }: InvitationRow, organization: string): Promise<string> {
  const person = invitedBy === null ? undefined : (await findPeople(platform, [invitedBy])).get(invitedBy);
  return person?.name || organization;
}

function isToBeSent(homes: Homes, orgId: string, invitationId: string): Promise<boolean> {
  return inOrganization(homes.organizations, orgId, async (tx) => {
    const organization = await lockOrganization(tx, orgId);
    const invitation = await findInvitation(tx, orgId, invitationId);
    return (
      organization !== null &&
      !organization.isClosed &&
      invitation !== null &&
      invitation.email !== null &&
      isStanding(invitation, organization.now)
    );
  });
}

/** Gives a standing invitation a new link. An invitation that ended meanwhile stays as it is. */
async function resendStanding(
  tx: OrganizationsTx,
  orgId: string,
  invitationId: string,
  tokenHash: Buffer,
): Promise<Written> {
  const organization = await lockOrganization(tx, orgId);
  const invitation = await findInvitation(tx, orgId, invitationId);
  if (organization === null || invitation === null) throw new Error(`the invitation ${invitationId} is gone`);
  const { role, invitedBy } = invitation;
  await resendInvitation(tx, { orgId, id: invitationId }, { role, invitedBy, tokenHash, ...sentNow(organization.now) });
  return { invitationId, organization: organization.name };
}
