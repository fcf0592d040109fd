import { reconcilePayments } from "@scrip/contract/tasks/reconcile-payments";
import { GatewayError } from "@scrip/domain/billing/gateway";
import { FOUND } from "@scrip/domain/billing/reconciliation";
import type { PaymentLine } from "@scrip/usecases/billing/reconcile/check-payment";
import { reconcileDue } from "@scrip/usecases/billing/reconcile/reconcile-due";
import { handle } from "../handle.ts";

/**
 * Compares the gateway's payments with the books. Safe to run twice: what is booked stays booked. If the gateway does not
 * answer, the next run goes on where this one stopped.
 */
export const reconcilePaymentsHandler = handle(reconcilePayments, async (deps, _payload, signal) => {
  const { log } = deps;
  if (deps.gateway === undefined) return {};
  const onLine = ({ payment, found, orgId }: PaymentLine): void => {
    if (found === "known" || found === "foreign") return;
    const level = FOUND[found].needsLook ? "warn" : "info";
    log[level]({ payment: payment.id, orgId }, `payment ${payment.id} ${FOUND[found].meaning}`);
  };
  try {
    return { isDone: await reconcileDue(deps, Date.now(), { onLine, signal }) };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    log.warn(`payments could not be reconciled, and the next run goes on: ${error.message}`);
    return { isDone: false };
  }
});
