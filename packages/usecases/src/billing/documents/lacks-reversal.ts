import { documentsOfRefund, refundById } from "@scrip/db/billing";
import type { OrganizationsTx } from "@scrip/db/connection";

/**
 * Whether a refund failed after its credit note was issued, and nothing reverses the note yet.
 * @param tx a transaction that has locked the organization: the refund fails, and its note is written, under that lock
 * @param refundId any other id lacks nothing
 */
export async function lacksReversal(tx: OrganizationsTx, orgId: string, refundId: string): Promise<boolean> {
  const refund = await refundById(tx, orgId, refundId);
  if (refund?.state !== "failed") return false;
  const { creditNote, reversal } = await documentsOfRefund(tx, orgId, refundId);
  return creditNote !== null && reversal === null;
}
