import { appendAudit, findInvitation, markRevoked, settleInvitation } from "@scrip/db/access";
import { markDone, type PlatformWork, writePlatformDue } from "@scrip/db/claims";
import { type Homes, inOrganization, inPlatform, type OrganizationsTx, reach } from "@scrip/db/connection";
import type { Caller, CallOrigin, Deps } from "../deps.ts";
import { lockAs } from "../lock-as.ts";
import { RefusedError } from "../refused.ts";
import { type Acting, auditedBy } from "./audited-by.ts";
import { claimRef, readClaimRef } from "./claim-ref.ts";
import { invitationNotFound } from "./invite-member.ts";
import { invitationNotValid, invitationOf, lockOffer } from "./offer.ts";

/**
 * Withdraws an open invitation and frees its seat. Its link is not valid any more.
 * @throws RefusedError `permission_missing`, `invitation_not_found`, `organization_closed`
 * @source docs/rules.md#invitations
 */
export async function revokeInvitation(
  { homes }: Pick<Deps, "homes">,
  caller: Caller,
  invitationId: string,
): Promise<void> {
  const { orgId } = caller;
  await end(homes, orgId, invitationId, async (tx) => {
    await lockAs(tx, caller, "members:write");
    const invitation = await findInvitation(tx, orgId, invitationId);
    if (invitation?.state !== "open") throw invitationNotFound(invitationId);
    await revoke(tx, caller, orgId, invitationId);
  });
}

/**
 * Declines an invitation and frees its seat. Who has the link may: the mail went to the invited address.
 * @param personId the person who is signed in
 * @throws RefusedError `invitation_not_valid`
 * @source docs/rules.md#invitations
 */
export async function declineInvitation(
  { homes }: Pick<Deps, "homes">,
  personId: string,
  token: string,
  from: CallOrigin,
): Promise<void> {
  const named = await invitationOf(homes, token);
  const { orgId, invitationId } = named;
  await end(homes, orgId, invitationId, async (tx) => {
    if ((await lockOffer(tx, named)) === null) throw invitationNotValid();
    await revoke(tx, { actor: { type: "member", id: personId }, from }, orgId, invitationId);
  });
}

async function revoke(tx: OrganizationsTx, acting: Acting, orgId: string, id: string): Promise<void> {
  await markRevoked(tx, { orgId, id });
  await appendAudit(tx, orgId, {
    ...auditedBy(acting),
    action: "invitation.revoked",
    target: { type: "invitation", id },
    outcome: "done",
  });
}

/** Ends an invitation in the organization, and removes its token from the platform. The worker finishes it. */
async function end(
  homes: Homes,
  orgId: string,
  invitationId: string,
  act: (tx: OrganizationsTx) => Promise<void>,
): Promise<void> {
  const work: PlatformWork = { kind: "end_invitation", ref: claimRef({ orgId, about: invitationId }) };
  await inPlatform(homes.platform, (tx) => writePlatformDue(tx, work));
  reach("invitation.end_claimed");
  await inOrganization(homes.organizations, orgId, act).catch(async (error: unknown) => {
    if (error instanceof RefusedError) await markDone(homes.platform, work);
    throw error;
  });
  reach("invitation.ended");
  await finishEnd(homes, work.ref);
}

/** Removes the token of an invitation that has ended. Safe to repeat. */
export async function finishEnd(homes: Homes, ref: string): Promise<void> {
  const { orgId, about: invitationId } = readClaimRef(ref);
  await settleInvitation(homes, orgId, invitationId);
  await markDone(homes.platform, { kind: "end_invitation", ref });
}
