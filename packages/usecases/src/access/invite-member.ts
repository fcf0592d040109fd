import { randomUUIDv7 } from "node:crypto";
import type { inviteInput } from "@scrip/contract/access/members";
import type { Parsed } from "@scrip/contract/wire/parsed";
import {
  appendAudit,
  countSeats,
  findInvitation,
  findPersonByEmail,
  findStandingInvitation,
  type InvitationRow,
  insertInvitation,
  isStanding,
  MemberEntity,
  resendInvitation,
} from "@scrip/db/access";
import { inOrganization, type OrganizationsTx } from "@scrip/db/connection";
import { checkGivenRole, type Role } from "@scrip/domain/access";
import type { Caller, Deps } from "../deps.ts";
import { lockAs } from "../lock-as.ts";
import { refused } from "../refused.ts";
import { auditedBy } from "./audited-by.ts";
import { limitInvitations } from "./limits.ts";
import { requireSeat, takenOf } from "./seats.ts";
import { sendInvitation, sentNow, type Written } from "./send-invitation.ts";

type InviteDeps = Pick<Deps, "homes" | "books">;

/** What is written when a person is invited. */
interface Wanted {
  readonly invitationId: string;
  readonly email: string;
  readonly role: Role;
  /** The person who has the address already. */
  readonly personId: string | null;
}

/**
 * Invites a person by e-mail, for 14 days. If the address has an open invitation, its link is rotated and sent again, with
 * the role of this call.
 * @param origin the origin of this server in browsers
 * @throws TransientError `too_many_requests`
 * @throws RefusedError `permission_missing`, `owner_by_transfer`, `role_above_own`, `already_member`, `limit_reached`,
 *   `organization_closed`
 * @source docs/rules.md#invitations
 */
export async function inviteMember(
  deps: InviteDeps,
  caller: Caller,
  { email, role }: Pick<Parsed<typeof inviteInput>, "email" | "role">,
  origin: string,
): Promise<InvitationRow> {
  const { homes } = deps;
  const { orgId } = caller;
  await limitInvitations(homes, orgId, email);
  const person = await findPersonByEmail(homes.platform, email);
  const standing = await inOrganization(homes.organizations, orgId, (tx) => findStandingInvitation(tx, orgId, email));
  const invitationId = standing?.id ?? randomUUIDv7();
  const wanted = { invitationId, email, role, personId: person?.id ?? null };
  return sendInvitation(homes, { orgId, invitationId, origin }, (tx, tokenHash) =>
    writeInvitation(deps, tx, caller, wanted, tokenHash),
  );
}

/**
 * Sends an invitation again: with a new link, and for 14 days from now.
 * @throws RefusedError `invitation_not_found`, and as `inviteMember`
 * @source docs/rules.md#invitations
 */
export async function sendInvitationAgain(
  deps: InviteDeps,
  caller: Caller,
  invitationId: string,
  origin: string,
): Promise<InvitationRow> {
  const { orgId } = caller;
  const invitation = await inOrganization(deps.homes.organizations, orgId, (tx) =>
    findInvitation(tx, orgId, invitationId),
  );
  if (invitation === null || invitation.state !== "open" || invitation.email === null)
    throw invitationNotFound(invitationId);
  return inviteMember(deps, caller, { email: invitation.email, role: invitation.role }, origin);
}

/** The refusal for an invitation that the organization does not have, or that has ended. */
export function invitationNotFound(invitation: string) {
  return refused("invitation_not_found", "The organization has no such open invitation.", { invitation });
}

async function writeInvitation(
  deps: InviteDeps,
  tx: OrganizationsTx,
  caller: Caller,
  { email, role, personId, invitationId }: Wanted,
  tokenHash: Buffer,
): Promise<Written> {
  const { orgId, actor } = caller;
  const { organization, role: by } = await lockAs(tx, caller, "members:write");
  const given = checkGivenRole(by, role);
  if (!given.ok) throw refused(given.error.code, given.error.message);
  if (personId !== null && (await tx.repository(MemberEntity).existsBy({ orgId, personId })))
    throw refused("already_member", "A member of the organization has this address already.");
  const standing = await findStandingInvitation(tx, orgId, email);
  if (standing?.role === "owner") throw refused("already_member", "The address is that of the invited owner.");
  const { now } = organization;
  if (standing === null || !isStanding(standing, now))
    await requireSeat(deps, tx, organization, takenOf(await countSeats(tx, orgId)));
  const invitedBy = actor.type === "member" ? actor.id : null;
  const terms = { role, invitedBy, tokenHash, ...sentNow(now) };
  const id = standing?.id ?? invitationId;
  if (standing === null) await insertInvitation(tx, { orgId, id, email, ...terms });
  else await resendInvitation(tx, { orgId, id }, terms);
  await appendAudit(tx, orgId, {
    ...auditedBy(caller),
    action: standing === null ? "member.invited" : "invitation.sent_again",
    target: { type: "invitation", id },
    outcome: "done",
    details: { email, role },
  });
  return { invitationId: id, organization: organization.name };
}
