import type { StoredStaffAct } from "@scrip/db/operators";
import type { AuditRecord } from "@scrip/domain/audit-record";
import { formatUsd } from "@scrip/domain/money";
import type { StaffAct, StaffActKind } from "@scrip/domain/operators";

const ACTIONS = {
  grant: "grant.created",
  revoke: "grant.revoked",
  forgive: "debt.forgiven",
  refund: "charge.refunded",
  refund_payment: "payment.refund_asked",
} as const satisfies Record<StaffActKind, AuditRecord["action"]>;

/**
 * The record of an act that ran, the same in the log of the organization and in that of the platform. Its actor is the
 * operator who asked; the second operator is a detail.
 * @param rest what differs between the two logs
 */
export function recordOfAct(
  { id, act, reason, askedBy, decidedBy, origin }: StoredStaffAct,
  rest: Pick<AuditRecord, "target"> & { readonly details?: AuditRecord["details"] },
): AuditRecord {
  return {
    actor: { type: "operator", id: askedBy },
    action: ACTIONS[act.kind],
    target: rest.target ?? null,
    outcome: "done",
    from: origin,
    reason,
    details: { act: `act_${id}`, amount: String(act.amount), approvedBy: decidedBy, ...rest.details },
  };
}

/** An act in one line, such as `a grant of $250.00`. */
export function actInWords(act: StaffAct): string {
  const amount = formatUsd(act.amount);
  switch (act.kind) {
    case "grant":
      return `a grant of ${amount}`;
    case "revoke":
      return `the revocation of ${amount} of a grant`;
    case "forgive":
      return `the forgiving of ${amount} of a debt`;
    case "refund":
      return `the refund of ${amount} of a charge`;
    case "refund_payment":
      return `the refund of ${amount} of a payment`;
  }
}
