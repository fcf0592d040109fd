import type { Role } from "@scrip/domain/access";
import type { Query } from "../../connection/query.ts";

/** What the platform knows of the people of an organization. */
export interface KnownPeople {
  /** The members. The platform does not know their roles. */
  readonly members: readonly string[];
  /** Those who are about to join: their claim is open. */
  readonly joining: readonly string[];
  /** The person who created the organization; `null` if a platform key did. */
  readonly creator: string | null;
}

/** A member whom the platform knew and the cell did not. */
export interface RestoredMember {
  readonly personId: string;
  readonly role: Role;
}

/** Reads what the platform knows of the people of an organization. */
export async function readPeople(platform: Query, orgId: string): Promise<KnownPeople> {
  const lines = await platform({
    text: "SELECT person_id::text AS person, state FROM memberships WHERE org_id = $1 ORDER BY claimed_at, person_id",
    values: [orgId],
  });
  const [registered] = await platform({
    text: "SELECT owner_person::text AS person FROM organization_registry WHERE org_id = $1",
    values: [orgId],
  });
  const inState = (state: string) => lines.filter((line) => line.state === state).map(({ person }) => String(person));
  return {
    members: inState("member"),
    joining: inState("claimed"),
    creator: (registered?.person as string | null | undefined) ?? null,
  };
}

/**
 * Makes the members of an organization those whom the platform knows. A member whose role is lost gets the least one, and
 * the creator of an organization that has no owner is the owner again.
 * @returns the members whose rows were missing
 */
export async function restoreMembers(
  query: Query,
  orgId: string,
  { members, joining, creator }: KnownPeople,
): Promise<readonly RestoredMember[]> {
  const left = await query({
    text: "DELETE FROM members WHERE org_id = $1 AND person_id <> ALL ($2::uuid[]) RETURNING person_id",
    values: [orgId, [...members, ...joining]],
  });
  // Every accepted invitation has its member.
  await query({
    text: "DELETE FROM invitations WHERE org_id = $1 AND state = 'accepted' AND accepted_by = ANY ($2::uuid[])",
    values: [orgId, left.map(({ person_id }) => person_id)],
  });
  const [owner] = await query({
    text: "SELECT person_id FROM members WHERE org_id = $1 AND role = 'owner'",
    values: [orgId],
  });
  const restored: RestoredMember[] = [];
  for (const personId of members) {
    const role: Role = owner === undefined && personId === creator ? "owner" : "viewer";
    const rows = await query({
      text: `INSERT INTO members (org_id, person_id, role, joined_at)
        VALUES ($1, $2, $3, date_trunc('milliseconds', clock_timestamp())) ON CONFLICT DO NOTHING RETURNING person_id`,
      values: [orgId, personId, role],
    });
    if (rows.length > 0) restored.push({ personId, role });
  }
  if (owner === undefined && creator !== null && !restored.some(({ role }) => role === "owner"))
    await query({
      text: "UPDATE members SET role = 'owner' WHERE org_id = $1 AND person_id = $2",
      values: [orgId, creator],
    });
  return restored;
}
