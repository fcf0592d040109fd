import type { PaymentRows } from "../payment-rows.ts";
import type { PlanRows } from "../plan-rows.ts";

/** Due work of payments. The times follow from the gateway, so any time is right. */
export interface PaymentDue {
  readonly kind: string;
  readonly refId: string;
  /** Whether the row may be gone, since the work is done by then. */
  readonly mayBeDone: boolean;
}

const OPEN = new Set(["created", "submitted", "unknown"]);

/**
 * The due work that payments need, or may have. An attempt without an outcome is resolved. One that is parked may keep its
 * row, which is parked too, until an operator decides. Documents, the organization's account at the gateway and
 * its subscription there have a row while there is something to do.
 */
export function paymentDue(
  orgId: string,
  { attempts, refunds, decisions }: PaymentRows,
  { subscriptions }: PlanRows,
): readonly PaymentDue[] {
  const decided = new Set(decisions.map(({ attemptId }) => attemptId));
  const due: PaymentDue[] = [];
  for (const { id, state } of attempts) {
    if (OPEN.has(state)) due.push({ kind: "resolve_attempt", refId: id, mayBeDone: false });
    if (state === "parked" && !decided.has(id)) due.push({ kind: "resolve_attempt", refId: id, mayBeDone: true });
    if (state === "succeeded") due.push({ kind: "issue_document", refId: id, mayBeDone: true });
  }
  for (const { id, state } of refunds)
    if (state === "succeeded") due.push({ kind: "issue_document", refId: id, mayBeDone: true });
  for (const { id } of subscriptions) due.push({ kind: "sync_subscription", refId: id, mayBeDone: true });
  for (const kind of ["refresh_account", "issue_statement"]) due.push({ kind, refId: orgId, mayBeDone: true });
  return due;
}
