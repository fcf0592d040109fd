import type { BillingNotice } from "@scrip/contract/notices/billing-mails";
import { newId, type OrganizationsTx } from "@scrip/db/connection";
import { setDue } from "@scrip/db/due";
import type { LockedOrganization } from "@scrip/db/organizations";
import { insertNotice } from "@scrip/db/plans";
import { playsThePast } from "../../notices/plays-the-past.ts";

/**
 * Writes a notice about payments, in the transaction of its cause: what is repeated or rolled back tells nobody. Nobody is
 * told of what happens in the past of a test clock.
 * @param organization is locked by the transaction
 * @source docs/rules.md#mails-about-payments
 */
export async function noticePayment(
  tx: OrganizationsTx,
  organization: LockedOrganization,
  notice: BillingNotice,
): Promise<void> {
  if (playsThePast(organization)) return;
  const { orgId } = organization;
  const id = newId();
  await insertNotice(tx, { orgId, id, ...notice });
  // In real time, also for an organization on a test clock: an advance does not wait for mails.
  const dueAt = organization.now.getTime();
  await setDue(tx, { orgId, kind: "send_notice", refId: id, onTestClock: false, dueAt });
}
