import type { OrganizationsTx } from "@scrip/db/connection";
import { addDue } from "@scrip/db/due";
import type { LockedOrganization } from "@scrip/db/organizations";
import { spanOf } from "@scrip/domain/billing/statement";

/**
 * Lets an organization get the statement of each month by itself, from this month on. Documents of payments call it, so
 * that no command of the ledger does. Safe to repeat.
 * @param tx has locked the organization
 * @source docs/rules.md#statements
 */
export function expectStatements(tx: OrganizationsTx, organization: LockedOrganization): Promise<void> {
  const { orgId, onTestClock, time } = organization;
  return addDue(tx, { orgId, kind: "issue_statement", refId: orgId, onTestClock, dueAt: spanOf(time.getTime()).until });
}
