import { appendAudit, endAccepted, MemberEntity, settleMembership } from "@scrip/db/access";
import { markDone, type PlatformWork, writePlatformDue } from "@scrip/db/claims";
import { type Homes, inOrganization, inPlatform, type OrganizationsTx, reach } from "@scrip/db/connection";
import { checkLeave, checkRemoval, checkRoleChange, type MemberRefusal, type Role } from "@scrip/domain/access";
import type { Result } from "@scrip/domain/result";
import type { Caller, Deps } from "../deps.ts";
import { lockAs } from "../lock-as.ts";
import { RefusedError, refused } from "../refused.ts";
import { auditedBy } from "./audited-by.ts";
import { claimRef, readClaimRef } from "./claim-ref.ts";
import { mailToPerson } from "./mail-to-person.ts";

/**
 * Gives a member another role.
 * @throws RefusedError `permission_missing`, `member_not_found`, `last_owner`, `owner_by_transfer`, `role_above_own`,
 *   `organization_closed`
 * @source docs/rules.md#members
 */
export async function setRole(
  { homes }: Pick<Deps, "homes">,
  caller: Caller,
  { person: personId, role }: { readonly person: string; readonly role: Role },
): Promise<void> {
  const { orgId } = caller;
  await inOrganization(homes.organizations, orgId, async (tx) => {
    const { role: by } = await lockAs(tx, caller, "members:write");
    const from = await roleOfMember(tx, orgId, personId);
    orThrow(checkRoleChange({ by, from, to: role }));
    if (from === role) return;
    await tx.repository(MemberEntity).update({ orgId, personId }, { role });
    await appendAudit(tx, orgId, {
      ...auditedBy(caller),
      action: "member.role_changed",
      target: { type: "person", id: personId },
      outcome: "done",
      details: { from, to: role },
    });
  });
}

/**
 * Removes a member. Their access ends with the commit: every call and every stream looks at the member's row.
 * @throws RefusedError `permission_missing`, `member_not_found`, `last_owner`, `role_above_own`, `organization_closed`
 * @source docs/rules.md#members
 */
export async function removeMember(
  { homes }: Pick<Deps, "homes">,
  caller: Caller,
  { person: personId }: { readonly person: string },
): Promise<void> {
  const { orgId } = caller;
  await end(homes, { orgId, personId, isTold: true }, async (tx) => {
    const { role: by } = await lockAs(tx, caller, "members:write");
    const of = await roleOfMember(tx, orgId, personId);
    orThrow(checkRemoval({ by, of }));
    await deleteMember(tx, orgId, personId);
    await appendAudit(tx, orgId, {
      ...auditedBy(caller),
      action: "member.removed",
      target: { type: "person", id: personId },
      outcome: "done",
      details: { role: of },
    });
  });
}

/**
 * Ends the caller's own membership.
 * @throws RefusedError `organization_not_found`, `last_owner`, `organization_closed`
 * @source docs/rules.md#members
 */
export async function leaveOrganization({ homes }: Pick<Deps, "homes">, caller: Caller): Promise<void> {
  const { orgId, actor } = caller;
  const personId = actor.id ?? "";
  await end(homes, { orgId, personId, isTold: false }, async (tx) => {
    const { role } = await lockAs(tx, caller, "members:read");
    orThrow(checkLeave(role));
    await deleteMember(tx, orgId, personId);
    await appendAudit(tx, orgId, {
      ...auditedBy(caller),
      action: "member.left",
      target: { type: "person", id: personId },
      outcome: "done",
      details: { role },
    });
  });
}

/** Deletes a member's row, and the mark of their invitation: every accepted invitation has its member. */
export async function deleteMember(tx: OrganizationsTx, orgId: string, personId: string): Promise<void> {
  await endAccepted(tx, orgId, personId);
  await tx.repository(MemberEntity).delete({ orgId, personId });
}

/** The role of a member. @throws RefusedError `member_not_found` */
export async function roleOfMember(tx: OrganizationsTx, orgId: string, personId: string): Promise<Role> {
  const member = await tx.repository(MemberEntity).findOneBy({ orgId, personId });
  if (member === null) throw refused("member_not_found", "The organization has no such member.", { person: personId });
  return member.role;
}

/** Ends a membership: the platform claims the end, the organization deletes the row, and the platform drops its line. */
async function end(
  homes: Homes,
  { orgId, personId, isTold }: { readonly orgId: string; readonly personId: string; readonly isTold: boolean },
  act: (tx: OrganizationsTx) => Promise<void>,
): Promise<void> {
  const ref = claimRef({ orgId, about: personId, extra: isTold ? "told" : "" });
  const work: PlatformWork = { kind: "remove_member", ref };
  await inPlatform(homes.platform, (tx) => writePlatformDue(tx, work));
  reach("member.end_claimed");
  await inOrganization(homes.organizations, orgId, act).catch(async (error: unknown) => {
    if (error instanceof RefusedError) await markDone(homes.platform, work);
    throw error;
  });
  reach("member.ended");
  await finishRemoval(homes, ref);
}

/**
 * Finishes the end of a membership: drops the platform's line, and tells a person who was removed. Safe to repeat. If the
 * row is still there, the call was interrupted before its act and changed nothing.
 */
export async function finishRemoval(homes: Homes, ref: string): Promise<void> {
  const { orgId, about: personId, claimId, extra } = readClaimRef(ref);
  const role = await settleMembership(homes, { orgId, personId });
  const isTold = role === null && extra === "told";
  const mail = isTold ? await mailToPerson(homes, { id: claimId, orgId, personId }) : null;
  await inPlatform(homes.platform, async (tx) => {
    await mail?.queue(tx, ({ organization }) => ({ kind: "member_removed", data: { organization } }));
    await markDone(tx, { kind: "remove_member", ref });
  });
}

function orThrow(checked: Result<null, MemberRefusal>): void {
  if (!checked.ok) throw refused(checked.error.code, checked.error.message);
}
