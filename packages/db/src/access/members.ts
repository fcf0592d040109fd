import type { Role } from "@scrip/domain/access";
import type { OrganizationsSource, OrganizationsTx, PlatformSource, PlatformTx } from "../connection/home-source.ts";
import { inOrganization } from "../connection/in-home.ts";
import { IS_MADE } from "../organizations/every-organization.ts";
import { MemberEntity } from "./member.entity.ts";

/** The role of a person in an organization; `null` if they are no member of it. */
export async function roleOf(
  organizations: OrganizationsSource,
  orgId: string,
  personId: string,
): Promise<Role | null> {
  return inOrganization(organizations, orgId, async (tx) => {
    const member = await tx.repository(MemberEntity).findOneBy({ orgId, personId });
    return member?.role ?? null;
  });
}

/** The owner of an organization; `null` while it has none. */
export async function ownerOf(organizations: OrganizationsSource, orgId: string): Promise<string | null> {
  return inOrganization(organizations, orgId, async (tx) => {
    const owner = await tx.repository(MemberEntity).findOneBy({ orgId, role: "owner" });
    return owner?.personId ?? null;
  });
}

/** The organizations of a person, oldest first. An organization that is being made or joined is left out. */
export async function organizationsOf(
  platform: PlatformSource,
  personId: string,
): Promise<{ orgId: string; name: string }[]> {
  return platform.query(
    `SELECT org_id AS "orgId", name FROM memberships JOIN organization_registry USING (org_id)
      WHERE person_id = $1 AND memberships.state = 'member' AND ${IS_MADE} ORDER BY org_id`,
    [personId],
  );
}

/** Claims the line of a person and an organization in the platform's index. Safe to repeat. */
export async function claimMembership(tx: PlatformTx, personId: string, orgId: string): Promise<void> {
  await tx.query(
    `INSERT INTO memberships (person_id, org_id, state, claimed_at)
      VALUES ($1, $2, 'claimed', date_trunc('milliseconds', clock_timestamp())) ON CONFLICT DO NOTHING`,
    [personId, orgId],
  );
}

/** Marks the line of the index: the member's row is written. Safe to repeat. */
export async function markMembership(platform: PlatformSource, personId: string, orgId: string): Promise<void> {
  await platform.query("UPDATE memberships SET state = 'member' WHERE person_id = $1 AND org_id = $2", [
    personId,
    orgId,
  ]);
}

/** Writes the row of a member, unless there is one. @returns whether it was written */
export async function insertMember(
  tx: OrganizationsTx,
  { orgId, personId, role }: { readonly orgId: string; readonly personId: string; readonly role: Role },
): Promise<boolean> {
  const written = await tx.query<unknown[]>(
    `INSERT INTO members (org_id, person_id, role, joined_at)
      VALUES ($1, $2, $3, date_trunc('milliseconds', clock_timestamp()))
      ON CONFLICT (org_id, person_id) DO NOTHING RETURNING person_id`,
    [orgId, personId, role],
  );
  return written.length === 1;
}
