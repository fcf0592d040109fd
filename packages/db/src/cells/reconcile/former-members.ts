import type { Pool } from "pg";
import type { PlatformTx } from "../../connection/home-source.ts";
import type { Query } from "../../connection/query.ts";
import { inTransaction } from "../../connection/transaction.ts";
import type { FormerMember } from "./cell-report.ts";

const PAGE = 5_000;
const NO_ID = "00000000-0000-0000-0000-000000000000";

/**
 * Finds the members of organizations of a restored cell whom the platform does not know: they left after the backup. One who
 * joins is known to the platform first.
 */
export async function findFormerMembers(platform: PlatformTx, inCell: Query): Promise<readonly FormerMember[]> {
  const former: FormerMember[] = [];
  let after: FormerMember = { orgId: NO_ID, personId: NO_ID };
  for (;;) {
    const rows = await inCell({
      text: `SELECT m.org_id::text AS "orgId", m.person_id::text AS "personId" FROM members m JOIN organizations o USING (org_id)
        WHERE o.moved_to IS NULL AND (m.org_id, m.person_id) > ($1::uuid, $2::uuid)
        ORDER BY m.org_id, m.person_id LIMIT ${PAGE}`,
      values: [after.orgId, after.personId],
    });
    const page = rows.map(({ orgId, personId }) => ({ orgId: String(orgId), personId: String(personId) }));
    // An organization that the platform does not know was made after a backup of the platform, and so were its members.
    const unknown = await platform.query<FormerMember[]>(
      `SELECT w.org_id AS "orgId", w.person_id AS "personId" FROM unnest($1::uuid[], $2::uuid[]) AS w (org_id, person_id)
        WHERE EXISTS (SELECT FROM organization_registry r WHERE r.org_id = w.org_id)
          AND NOT EXISTS (SELECT FROM memberships m WHERE m.org_id = w.org_id AND m.person_id = w.person_id)`,
      [page.map(({ orgId }) => orgId), page.map(({ personId }) => personId)],
    );
    former.push(...unknown);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return former;
    after = last;
  }
}

/** Ends what the restore brought back of former members: their access, and the mark of their invitation. Safe to repeat. */
export async function removeFormerMembers(inCell: Pool, former: readonly FormerMember[]): Promise<void> {
  const values = [former.map(({ orgId }) => orgId), former.map(({ personId }) => personId)];
  const isOne = "IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))";
  await inTransaction(inCell, async (query) => {
    await query({
      text: `DELETE FROM invitations WHERE state = 'accepted' AND (org_id, accepted_by) ${isOne}`,
      values,
    });
    await query({ text: `DELETE FROM members WHERE (org_id, person_id) ${isOne}`, values });
  });
}
