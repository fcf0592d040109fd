import {
  appendAudit,
  claimMembership,
  insertMember,
  MemberEntity,
  settleInvitation,
  settleMembership,
} from "@scrip/db/access";
import { markDone, type PlatformWork, writePlatformDue } from "@scrip/db/claims";
import { type Homes, inOrganization, inPlatform, type OrganizationsTx, reach } from "@scrip/db/connection";
import type { Role } from "@scrip/domain/access";
import type { AuditTarget } from "@scrip/domain/audit-entry";
import type { CallOrigin } from "../deps.ts";
import { RefusedError, refused } from "../refused.ts";
import { auditedBy } from "./audited-by.ts";
import { claimRef, readClaimRef } from "./claim-ref.ts";

/** A person who joins an organization. */
export interface Joining {
  readonly orgId: string;
  readonly personId: string;
  /** The invitation that they accept; `null` if they join by a rule. */
  readonly invitationId: string | null;
}

/**
 * Makes a person a member in three steps: the platform claims the line of the person and the organization, the
 * organization gets the member's row, and the platform marks the line. Safe to repeat.
 * @param act writes the member's row, in a transaction of the organization, and returns the role
 * @throws the refusal of `act`; the claim is then dropped
 * @source docs/rules.md#two-homes
 */
export async function join(homes: Homes, joining: Joining, act: (tx: OrganizationsTx) => Promise<Role>): Promise<Role> {
  const { orgId, personId, invitationId } = joining;
  const work: PlatformWork = {
    kind: "add_member",
    ref: claimRef({ orgId, about: personId, extra: invitationId ?? "" }),
  };
  await inPlatform(homes.platform, async (tx) => {
    await claimMembership(tx, personId, orgId);
    await writePlatformDue(tx, work);
  });
  reach("member.claimed");
  return actAndMark(homes, work, act);
}

/** Finishes a joining that was interrupted after its claim. Safe to repeat. */
export async function actAndMark(
  homes: Homes,
  work: PlatformWork,
  act: (tx: OrganizationsTx) => Promise<Role>,
): Promise<Role> {
  const { orgId } = readClaimRef(work.ref);
  const role = await inOrganization(homes.organizations, orgId, act).catch(async (error: unknown) => {
    if (error instanceof RefusedError) await markJoined(homes, work);
    throw error;
  });
  reach("member.written");
  await markJoined(homes, work);
  reach("member.marked");
  return role;
}

/** Makes the platform's rows agree with those of the organization, and marks the claim as done. */
export async function markJoined(homes: Homes, work: PlatformWork): Promise<void> {
  const { orgId, about: personId, extra: invitationId } = readClaimRef(work.ref);
  const role = await settleMembership(homes, { orgId, personId });
  if (invitationId !== "") await settleInvitation(homes, orgId, invitationId);
  await inPlatform(homes.platform, async (tx) => {
    // The owner of an organization that a platform key made gets signup credit, if they had none.
    if (role === "owner") await writePlatformDue(tx, { kind: "grant_signup_credit", ref: personId }, "now");
    await markDone(tx, work);
  });
}

/**
 * Writes the row of a member, with its record in the audit log.
 * @throws RefusedError `already_member`
 */
export async function writeMember(
  tx: OrganizationsTx,
  {
    orgId,
    personId,
    role,
    from,
    target,
  }: Omit<Joining, "invitationId"> & {
    readonly role: Role;
    readonly from: CallOrigin;
    readonly target: AuditTarget;
  },
): Promise<void> {
  if (await tx.repository(MemberEntity).existsBy({ orgId, personId }))
    throw refused("already_member", "You are a member of this organization already.");
  await insertMember(tx, { orgId, personId, role });
  await appendAudit(tx, orgId, {
    ...auditedBy({ actor: { type: "member", id: personId }, from }),
    action: "member.joined",
    target,
    outcome: "done",
    details: { role },
  });
}
