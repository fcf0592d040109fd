import type { Role } from "@scrip/domain/access";
import type { Homes, OrganizationsSource } from "../connection/home-source.ts";
import { inOrganizations } from "../connection/in-organizations.ts";
import { IS_MADE } from "../organizations/every-organization.ts";

/** An organization of a person. */
export interface Membership {
  readonly orgId: string;
  readonly name: string;
  readonly role: Role;
  /** The plan's id in the catalog. */
  readonly plan: string;
  /** Whether the person got it at sign-up. */
  readonly isPersonal: boolean;
}

/** A person in an organization. */
export interface PersonInOrganization {
  readonly orgId: string;
  readonly personId: string;
}

/** The creation key of the organization that a person gets at sign-up. */
const PERSONAL = "personal";

/** The organizations of a person with their role, oldest first: the index names them, and the member's row decides. */
export async function membershipsOf(homes: Homes, personId: string): Promise<readonly Membership[]> {
  const indexed = await homes.platform.query<{ orgId: string; isPersonal: boolean }[]>(
    `SELECT org_id AS "orgId", creation_key = '${PERSONAL}' AS "isPersonal"
      FROM memberships JOIN organization_registry USING (org_id)
      WHERE person_id = $1 AND memberships.state = 'member' AND ${IS_MADE} ORDER BY org_id`,
    [personId],
  );
  const orgIds = indexed.map(({ orgId }) => orgId);
  const members = await inOrganizations(
    homes.organizations,
    orgIds,
    (tx, here) =>
      tx.query<Omit<Membership, "isPersonal">[]>(
        `SELECT m.org_id AS "orgId", o.name, m.role, o.plan
          FROM members m JOIN organizations o USING (org_id) WHERE m.person_id = $1 AND m.org_id = ANY ($2)`,
        [personId, here],
      ),
    { ifAway: "leave_out" },
  );
  const byId = new Map(members.map((member) => [member.orgId, member]));
  return indexed.flatMap(({ orgId, isPersonal }) => {
    const member = byId.get(orgId);
    return member === undefined ? [] : [{ ...member, isPersonal }];
  });
}

/** Those of these persons who are members of their organization, in one look-up. */
export async function membersAmong<Each extends PersonInOrganization>(
  organizations: OrganizationsSource,
  people: readonly Each[],
): Promise<readonly Each[]> {
  const rows = await inOrganizations(
    organizations,
    people.map(({ orgId }) => orgId),
    (tx, here) => {
      const asked = people.filter(({ orgId }) => here.includes(orgId));
      return tx.query<PersonInOrganization[]>(
        `SELECT m.org_id AS "orgId", m.person_id AS "personId"
          FROM members m JOIN unnest($1::uuid[], $2::uuid[]) AS asked (org_id, person_id) USING (org_id, person_id)`,
        [asked.map(({ orgId }) => orgId), asked.map(({ personId }) => personId)],
      );
    },
    { ifAway: "throw" },
  );
  const found = new Set(rows.map(keyOf));
  return people.filter((one) => found.has(keyOf(one)));
}

const keyOf = ({ orgId, personId }: PersonInOrganization): string => `${orgId} ${personId}`;
