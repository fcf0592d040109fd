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

/** The organizations of a person, oldest first. */
export interface Memberships {
  /** Those that can be shown. */
  readonly members: readonly Membership[];
  /** Those whose cell does not answer at the moment, by what the platform knows of them. */
  readonly away: readonly Pick<Membership, "orgId" | "name">[];
}

/** A person in an organization. */
export interface PersonInOrganization {
  readonly orgId: string;
  readonly personId: string;
}

/** The creation key of the organization that a person gets at sign-up. */
const PERSONAL = "personal";

/** A cell that hangs must not keep a person from the organizations of the others for longer. */
const LIMIT_MS = 3_000;

/** The organizations of a person with their role: the index names them, and the member's row decides. */
export async function membershipsOf(homes: Homes, personId: string): Promise<Memberships> {
  const indexed = await homes.platform.query<{ orgId: string; name: string; isPersonal: boolean }[]>(
    `SELECT org_id AS "orgId", name, creation_key = '${PERSONAL}' AS "isPersonal"
      FROM memberships JOIN organization_registry USING (org_id)
      WHERE person_id = $1 AND memberships.state = 'member' AND ${IS_MADE} ORDER BY org_id`,
    [personId],
  );
  const orgIds = indexed.map(({ orgId }) => orgId);
  const away = new Set<string>();
  const found = await inOrganizations(
    homes.organizations,
    orgIds,
    (tx, here) =>
      tx.query<Omit<Membership, "isPersonal">[]>(
        `SELECT m.org_id AS "orgId", o.name, m.role, o.plan
          FROM members m JOIN organizations o USING (org_id) WHERE m.person_id = $1 AND m.org_id = ANY ($2)`,
        [personId, here],
      ),
    {
      ifAway: "leave_out",
      onAway: (leftOut) => {
        for (const orgId of leftOut) away.add(orgId);
      },
      limitMs: LIMIT_MS,
    },
  );
  const byId = new Map(found.map((member) => [member.orgId, member]));
  const members = indexed.flatMap(({ orgId, isPersonal }) => {
    const member = byId.get(orgId);
    return member === undefined ? [] : [{ ...member, isPersonal }];
  });
  return { members, away: indexed.filter(({ orgId }) => away.has(orgId)).map(({ orgId, name }) => ({ orgId, name })) };
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
