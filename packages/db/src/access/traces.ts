import type { Homes, OrganizationsTx } from "../connection/home-source.ts";
import { inOrganizations } from "../connection/in-organizations.ts";
import { InvitationEntity } from "./invitation.entity.ts";

/** Organizations in one look-up. */
const PAGE = 500;

/** A person whose data is to be erased. */
export interface TracedPerson {
  readonly personId: string;
  /** The address of the person; also that of invitations to them. */
  readonly email: string;
}

/**
 * Finds every organization that has a person as a member or in its invitations. The index of the platform names present
 * members only, so this looks at all organizations. For erasures, which are rare.
 */
export async function organizationsWithTraces(homes: Homes, { personId, email }: TracedPerson): Promise<string[]> {
  const found: string[] = [];
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const page = await homes.platform.query<{ orgId: string }[]>(
      `SELECT org_id AS "orgId" FROM organization_registry WHERE org_id > $1 ORDER BY org_id LIMIT ${PAGE}`,
      [after],
    );
    const orgIds = page.map(({ orgId }) => orgId);
    const last = orgIds.at(-1);
    if (last === undefined) return found;
    const rows = await inOrganizations(
      homes.organizations,
      orgIds,
      (tx, here) => tx.query<{ orgId: string }[]>(TRACES, [here, personId, email]),
      { ifAway: "throw" },
    );
    found.push(...rows.map(({ orgId }) => orgId));
    after = last;
  }
}

const TRACES = `
  SELECT org_id AS "orgId" FROM unnest($1::uuid[]) AS asked (org_id) WHERE
    EXISTS (SELECT FROM members WHERE org_id = asked.org_id AND person_id = $2)
    OR EXISTS (SELECT FROM invitations WHERE org_id = asked.org_id AND (email = $3 OR accepted_by = $2))`;

/** Erases the address from a person's invitations, and withdraws those that are open. */
export async function eraseInvitations(
  tx: OrganizationsTx,
  orgId: string,
  { personId, email }: TracedPerson,
): Promise<void> {
  const invitations = tx.repository(InvitationEntity);
  await invitations.update({ orgId, email, state: "open" }, { state: "revoked" });
  await invitations.update({ orgId, email }, { email: null });
  await invitations.update({ orgId, acceptedBy: personId }, { email: null });
}
