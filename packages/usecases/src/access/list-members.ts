import {
  countSeats,
  findPeople,
  type InvitationRow,
  isStanding,
  MemberEntity,
  type MemberRow,
  standingInvitations,
} from "@scrip/db/access";
import { inOrganization } from "@scrip/db/connection";
import { ROLES, type Role } from "@scrip/domain/access";
import type { Instant } from "@scrip/domain/ledger";
import { limitOf } from "@scrip/domain/plans";
import { MEMBERS } from "@scrip/domain/plans/entitlements";
import type { Caller, Deps } from "../deps.ts";
import { requireStanding, termsOf } from "../plans/entitlements/read-entitlements.ts";
import { takenOf } from "./seats.ts";

/** A member with their name and address. */
export interface ListedMember {
  readonly person: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly joinedAt: Instant;
  readonly isYou: boolean;
}

/** An invitation that was neither accepted nor withdrawn. */
export interface ListedInvitation {
  readonly invitation: string;
  readonly email: string;
  readonly role: Role;
  readonly inviter: string | null;
  readonly sentAt: Instant;
  readonly expiresAt: Instant;
  readonly isExpired: boolean;
}

/** The members of an organization, its invitations, and the seats of its plan. */
export interface MemberList {
  readonly members: readonly ListedMember[];
  readonly invitations: readonly ListedInvitation[];
  readonly seats: { readonly used: number; readonly limit: number | null };
}

/**
 * Lists the members of an organization, the strongest role first, and its invitations.
 * @throws RefusedError `organization_not_found`
 * @source docs/rules.md#members
 */
export async function listMembers(
  { homes, pages, books }: Pick<Deps, "homes" | "pages" | "books">,
  { orgId, actor }: Caller,
): Promise<MemberList> {
  const { members, invitations, seats, now, standing } = await inOrganization(pages, orgId, async (tx) => {
    const [clock] = await tx.query<[{ now: Date }]>("SELECT clock_timestamp() AS now");
    return {
      standing: await requireStanding(tx, orgId),
      members: await tx
        .repository(MemberEntity)
        .find({ where: { orgId }, order: { joinedAt: "ASC", personId: "ASC" } }),
      invitations: await standingInvitations(tx, orgId),
      seats: await countSeats(tx, orgId),
      now: clock.now,
    };
  });
  const inviters = invitations.flatMap(({ invitedBy }) => invitedBy ?? []);
  const people = await findPeople(homes.platform, [...members.map(({ personId }) => personId), ...inviters]);
  const limit = limitOf(await termsOf(books, standing), MEMBERS);
  return {
    members: members
      .toSorted((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role))
      .map((member) => listed(member, people.get(member.personId), actor.id)),
    invitations: invitations.flatMap((row) => offered(row, people.get(row.invitedBy ?? "")?.name ?? null, now)),
    seats: { used: takenOf(seats), limit: limit === "unlimited" ? null : limit },
  };
}

function listed(
  { personId, role, joinedAt }: MemberRow,
  person: { readonly name: string; readonly email: string } | undefined,
  asking: string | null,
): ListedMember {
  const { name, email } = person ?? { name: "", email: "" };
  return { person: personId, name, email, role, joinedAt: joinedAt.getTime(), isYou: personId === asking };
}

function offered(row: InvitationRow, inviter: string | null, now: Date): ListedInvitation[] {
  const { id: invitation, email, role, sentAt, expiresAt } = row;
  if (email === null) return [];
  const times = { sentAt: sentAt.getTime(), expiresAt: expiresAt.getTime() };
  return [{ invitation, email, role, inviter, ...times, isExpired: !isStanding(row, now) }];
}
