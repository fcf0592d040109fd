import { randomUUIDv7 } from "node:crypto";
import {
  appendAudit,
  findOwnerInvitation,
  insertInvitation,
  insertMember,
  newInvitationToken,
  resendInvitation,
  settleMembership,
} from "@scrip/db/access";
import { writePlatformDue } from "@scrip/db/claims";
import { type Homes, inOrganization, inPlatform, type OrganizationsTx } from "@scrip/db/connection";
import { type CreationClaim, type CreationSteps, lockOrganization } from "@scrip/db/organizations";
import { type Acting, auditedBy } from "../access/audited-by.ts";
import { sendInvitation, sentNow, type Written } from "../access/send-invitation.ts";
import { FROM_WITHIN } from "../deps.ts";

/** What a creation needs beside the claim. */
export interface Creating {
  readonly homes: Homes;
  /** The origin of this server in browsers, for the link to an invited owner; `null` if it is not known. */
  readonly origin: string | null;
  /** Who creates. The platform itself finishes an interrupted creation. */
  readonly acting: Acting;
}

/** The platform itself, as it finishes what was interrupted. */
export const WITHIN: Acting = { actor: { type: "system", id: null }, from: FROM_WITHIN };

/**
 * The parts of a creation that concern its owner. The person who creates an organization is its owner from the start. An
 * invited owner has an invitation from the start, and its link is sent before the creation is marked as done.
 * @source docs/rules.md#organizations
 */
export function creationSteps({ homes, origin, acting }: Creating): CreationSteps {
  return {
    begin: async (tx, claim) => {
      const { orgId, ownerPerson, ownerEmail } = claim;
      if (ownerPerson !== null) await insertMember(tx, { orgId, personId: ownerPerson, role: "owner" });
      if (ownerEmail !== null) await insertOwnerInvitation(tx, orgId, ownerEmail);
      await appendAudit(tx, orgId, {
        ...auditedBy(acting),
        action: "organization.created",
        target: { type: "organization", id: orgId },
        outcome: "done",
        details: { name: claim.name, plan: claim.plan, ...(ownerEmail !== null && { ownerEmail }) },
      });
    },
    finish: async (claim) => {
      if (claim.ownerPerson !== null) await settleOwner(homes, claim.orgId, claim.ownerPerson);
      if (claim.ownerEmail !== null && origin !== null) await sendToOwner(homes, claim, origin);
    },
  };
}

async function insertOwnerInvitation(tx: OrganizationsTx, orgId: string, email: string): Promise<void> {
  const organization = await lockOrganization(tx, orgId);
  if (organization === null) throw new Error(`the organization ${orgId} is gone`);
  // Nobody knows this token. The next step makes the one that is sent.
  const { hash: tokenHash } = newInvitationToken();
  const times = sentNow(organization.now);
  await insertInvitation(tx, { orgId, id: randomUUIDv7(), email, role: "owner", invitedBy: null, tokenHash, ...times });
}

/** Writes the line of the owner in the platform's index, and what a verified owner without signup credit gets. */
async function settleOwner(homes: Homes, orgId: string, personId: string): Promise<void> {
  await settleMembership(homes, { orgId, personId });
  await inPlatform(homes.platform, (tx) => writePlatformDue(tx, { kind: "grant_signup_credit", ref: personId }, "now"));
}

/** Sends the link to the invited owner, unless they have accepted or the invitation has ended. */
async function sendToOwner(homes: Homes, { orgId }: CreationClaim, origin: string): Promise<void> {
  const invitation = await inOrganization(homes.organizations, orgId, (tx) => findOwnerInvitation(tx, orgId));
  if (invitation === null) return;
  const { id, role, invitedBy } = invitation;
  await sendInvitation(homes, { orgId, invitationId: id, origin }, async (tx, tokenHash): Promise<Written> => {
    const organization = await lockOrganization(tx, orgId);
    if (organization === null) throw new Error(`the organization ${orgId} is gone`);
    await resendInvitation(tx, { orgId, id }, { role, invitedBy, tokenHash, ...sentNow(organization.now) });
    return { invitationId: id, organization: organization.name };
  });
}
