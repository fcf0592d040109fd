import { isOpenInvitation } from "@scrip/domain/access";
import type { OrganizationsTx } from "../connection/home-source.ts";
import { InvitationEntity, type InvitationRow } from "./invitation.entity.ts";

/** The parts of an invitation that sending it again changes. */
export type SentTerms = Pick<InvitationRow, "role" | "invitedBy" | "sentAt" | "expiresAt" | "tokenHash">;

/** An invitation by its id; `null` if the organization has none. */
export function findInvitation(tx: OrganizationsTx, orgId: string, id: string): Promise<InvitationRow | null> {
  return tx.repository(InvitationEntity).findOneBy({ orgId, id });
}

/** The invitation of an address that was neither accepted nor withdrawn. It may have expired. */
export function findStandingInvitation(
  tx: OrganizationsTx,
  orgId: string,
  email: string,
): Promise<InvitationRow | null> {
  return tx.repository(InvitationEntity).findOneBy({ orgId, email, state: "open" });
}

/** The invitation of the first owner of an organization that a platform key made; `null` if there is none. */
export function findOwnerInvitation(tx: OrganizationsTx, orgId: string): Promise<InvitationRow | null> {
  return tx.repository(InvitationEntity).findOneBy({ orgId, role: "owner", state: "open" });
}

/** The invitations that were neither accepted nor withdrawn, the newest first. */
export function standingInvitations(tx: OrganizationsTx, orgId: string): Promise<InvitationRow[]> {
  return tx
    .repository(InvitationEntity)
    .find({ where: { orgId, state: "open" }, order: { sentAt: "DESC", id: "DESC" } });
}

/** Writes a new invitation, which is open. */
export async function insertInvitation(
  tx: OrganizationsTx,
  invitation: SentTerms & Pick<InvitationRow, "orgId" | "id"> & { readonly email: string },
): Promise<void> {
  await tx.repository(InvitationEntity).insert({ ...invitation, state: "open", acceptedBy: null });
}

/** Gives an open invitation a new link and a new end. The link before it is not valid any more. */
export async function resendInvitation(
  tx: OrganizationsTx,
  { orgId, id }: Pick<InvitationRow, "orgId" | "id">,
  terms: SentTerms,
): Promise<void> {
  await tx.repository(InvitationEntity).update({ orgId, id, state: "open" }, terms);
}

/** Marks an open invitation as accepted by a person. */
export async function markAccepted(
  tx: OrganizationsTx,
  { orgId, id }: Pick<InvitationRow, "orgId" | "id">,
  personId: string,
): Promise<void> {
  await tx
    .repository(InvitationEntity)
    .update({ orgId, id, state: "open" }, { state: "accepted", acceptedBy: personId });
}

/** Withdraws an open invitation. */
export async function markRevoked(
  tx: OrganizationsTx,
  { orgId, id }: Pick<InvitationRow, "orgId" | "id">,
): Promise<void> {
  await tx.repository(InvitationEntity).update({ orgId, id, state: "open" }, { state: "revoked" });
}

/** Ends the accepted invitation of a member who leaves: every accepted invitation has its member. */
export async function endAccepted(tx: OrganizationsTx, orgId: string, personId: string): Promise<void> {
  await tx
    .repository(InvitationEntity)
    .update({ orgId, acceptedBy: personId, state: "accepted" }, { state: "revoked", acceptedBy: null });
}

/** Whether an invitation can still be accepted, by PostgreSQL's clock. */
export function isStanding({ state, expiresAt }: Pick<InvitationRow, "state" | "expiresAt">, now: Date): boolean {
  return isOpenInvitation({ state, expiresAt: expiresAt.getTime() }, now.getTime());
}

/** The members and the invitations that take a seat. */
export interface Seats {
  readonly members: number;
  readonly invitations: number;
}

/**
 * Counts the seats of an organization that are taken.
 * @param tx a transaction that has locked the organization, if a seat is to be taken
 */
export async function countSeats(tx: OrganizationsTx, orgId: string): Promise<Seats> {
  const [seats] = await tx.query<[Seats]>(
    `SELECT (SELECT count(*)::int FROM members WHERE org_id = $1) AS members,
      (SELECT count(*)::int FROM invitations WHERE org_id = $1 AND state = 'open' AND expires_at > clock_timestamp())
        AS invitations`,
    [orgId],
  );
  return seats;
}
