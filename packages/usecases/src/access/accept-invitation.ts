import { countSeats, findInvitation, findPeople, MemberEntity, markAccepted, type Person } from "@scrip/db/access";
import type { PlatformWork } from "@scrip/db/claims";
import { type Homes, inOrganization, type OrganizationsTx } from "@scrip/db/connection";
import type { Role } from "@scrip/domain/access";
import { normalEmail } from "@scrip/domain/access";
import { type CallOrigin, type Deps, FROM_WITHIN } from "../deps.ts";
import { organizationClosed } from "../lock-as.ts";
import { RefusedError, refused } from "../refused.ts";
import { readClaimRef } from "./claim-ref.ts";
import { actAndMark, join, markJoined, writeMember } from "./join.ts";
import { limitLinks } from "./limits.ts";
import { invitationNotValid, invitationOf, lockOffer, type NamedInvitation, offerOf } from "./offer.ts";
import { requireSeat } from "./seats.ts";

type AcceptDeps = Pick<Deps, "homes" | "books">;

/** The organization that a person joined. */
export interface Joined {
  readonly orgId: string;
  readonly role: Role;
}

/** A person who accepts an invitation, and the request with which they do. */
interface Accepting {
  readonly person: Person;
  readonly from: CallOrigin;
}

/**
 * Accepts an invitation for the person who is signed in. The plan's seats are checked again, under the organization's
 * lock. The worker, or a repeated call, finishes an interrupted acceptance.
 * @throws RefusedError `email_not_verified`, `invitation_not_valid`, `invitation_for_another`, `already_member`,
 *   `limit_reached`, `organization_closed`
 * @source docs/rules.md#invitations; docs/rules.md#two-homes
 */
export async function acceptInvitation(
  deps: AcceptDeps,
  personId: string,
  token: string,
  from: CallOrigin,
): Promise<Joined> {
  const { homes } = deps;
  await limitLinks(homes, from);
  const person = await verifiedPerson(homes, personId);
  const named = await invitationOf(homes, token);
  const { orgId, invitationId } = named;
  const joining = { orgId, personId, invitationId };
  const written = await writtenRole(homes, named, personId);
  // An earlier call of this person was interrupted after its act.
  if (written !== null) return { orgId, role: await join(homes, joining, async () => written) };
  requireInvited((await offerOf(homes, named)).invitation.email, person);
  return { orgId, role: await join(homes, joining, (tx) => accept(deps, tx, named, { person, from })) };
}

/**
 * Finishes an acceptance that was interrupted after its claim. Safe to repeat. If the invitation has ended meanwhile, or
 * the plan has no seat left, the claim is dropped.
 */
export async function finishAcceptance(deps: AcceptDeps, ref: string): Promise<void> {
  const { homes } = deps;
  const work: PlatformWork = { kind: "add_member", ref };
  const { orgId, about: personId, extra: invitationId } = readClaimRef(ref);
  const person = (await findPeople(homes.platform, [personId])).get(personId);
  if (person === undefined || invitationId === "") return markJoined(homes, work);
  const named = { orgId, invitationId, tokenHash: null };
  const act = (tx: OrganizationsTx) => accept(deps, tx, named, { person, from: FROM_WITHIN });
  await actAndMark(homes, work, act).catch((error: unknown) => {
    if (!(error instanceof RefusedError)) throw error;
  });
}

/** Writes the member and closes the invitation, under the organization's lock. */
async function accept(
  deps: AcceptDeps,
  tx: OrganizationsTx,
  named: Omit<NamedInvitation, "tokenHash"> & { readonly tokenHash: Buffer | null },
  { person, from }: Accepting,
): Promise<Role> {
  const { orgId, invitationId } = named;
  const offer = await lockOffer(tx, named);
  if (offer === null) throw invitationNotValid();
  const { invitation, organization } = offer;
  if (organization.isClosed) throw organizationClosed(orgId);
  requireInvited(invitation.email, person);
  const { role } = invitation;
  // The invitation has its own seat, so only members count: of two invitations for one seat the first one gets it.
  await requireSeat(deps, tx, organization, (await countSeats(tx, orgId)).members);
  await markAccepted(tx, { orgId, id: invitationId }, person.id);
  await writeMember(tx, { orgId, personId: person.id, role, from, target: { type: "invitation", id: invitationId } });
  return role;
}

async function verifiedPerson({ platform }: Homes, personId: string): Promise<Person> {
  const person = (await findPeople(platform, [personId])).get(personId);
  if (person === undefined) throw refused("unauthenticated", "Sign in first.");
  if (!person.isVerified) throw refused("email_not_verified", "Verify your e-mail address first.");
  return person;
}

function requireInvited(invited: string, { email }: Person): void {
  if (normalEmail(email) === normalEmail(invited)) return;
  throw refused("invitation_for_another", "This invitation is for another e-mail address than yours.");
}

/** The role that an interrupted call of this person gave them by this very link; `null` if there was none. */
function writtenRole({ organizations }: Homes, named: NamedInvitation, personId: string): Promise<Role | null> {
  const { orgId, invitationId, tokenHash } = named;
  return inOrganization(organizations, orgId, async (tx) => {
    const invitation = await findInvitation(tx, orgId, invitationId);
    if (invitation?.acceptedBy !== personId || !invitation.tokenHash.equals(tokenHash)) return null;
    return (await tx.repository(MemberEntity).findOneBy({ orgId, personId }))?.role ?? null;
  });
}
