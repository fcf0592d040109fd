import type { Role } from "@scrip/domain/access";
import type { Homes, OrganizationsSource, PlatformSource } from "../connection/home-source.ts";
import { inOrganization } from "../connection/in-home.ts";
import { MemberEntity } from "./member.entity.ts";

/** A person in an organization. */
export interface Membership {
  readonly orgId: string;
  readonly personId: string;
}

/**
 * Makes the platform's line of a person and an organization agree with the member's row, which decides. Safe to repeat
 * and to run at once: it reads the row again after each write, so the last of several calls leaves the line right.
 * @returns the role of the member; `null` if the person is none
 * @source docs/rules.md#two-homes
 */
export async function settleMembership(homes: Homes, membership: Membership): Promise<Role | null> {
  let role = await memberRole(homes.organizations, membership);
  for (;;) {
    await (role === null ? deleteLine(homes.platform, membership) : writeLine(homes.platform, membership));
    const roleNow = await memberRole(homes.organizations, membership);
    if ((roleNow === null) === (role === null)) return roleNow;
    role = roleNow;
  }
}

function memberRole(organizations: OrganizationsSource, { orgId, personId }: Membership): Promise<Role | null> {
  return inOrganization(organizations, orgId, async (tx) => {
    const member = await tx.repository(MemberEntity).findOneBy({ orgId, personId });
    return member?.role ?? null;
  });
}

async function writeLine(platform: PlatformSource, { orgId, personId }: Membership): Promise<void> {
  await platform.query(
    `INSERT INTO memberships (person_id, org_id, state, claimed_at)
      VALUES ($1, $2, 'member', date_trunc('milliseconds', clock_timestamp()))
      ON CONFLICT (person_id, org_id) DO UPDATE SET state = 'member'`,
    [personId, orgId],
  );
}

async function deleteLine(platform: PlatformSource, { orgId, personId }: Membership): Promise<void> {
  await platform.query("DELETE FROM memberships WHERE person_id = $1 AND org_id = $2", [personId, orgId]);
}
