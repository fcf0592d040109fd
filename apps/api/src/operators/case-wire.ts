import type { CaseSeen } from "@scrip/usecases/billing/cases/see-case";

/** A payment that waits for a decision, with the names of the wire. */
export function caseOnWire({ attempt, why, outcome, payment, steps }: CaseSeen) {
  const { id, purpose, state, gross, createdAt, customer, pageId, paymentId, invoiceId } = attempt;
  return {
    attempt: id,
    purpose,
    state,
    why,
    gross,
    createdAt: createdAt.getTime(),
    customer,
    page: pageId,
    payment: paymentId ?? payment?.id ?? null,
    invoice: invoiceId,
    isKnown: outcome !== null,
    outcome: outcome?.seen.kind ?? null,
    paid: payment === null ? null : paidOnWire(payment),
    steps,
  };
}

function paidOnWire({
  gross,
  currency,
  customer,
  livemode,
  paidAt,
  refunds,
  disputes,
}: NonNullable<CaseSeen["payment"]>) {
  const refunded = refunds.filter(({ state }) => state !== "failed");
  const disputed = disputes.filter(({ state }) => state !== "won");
  const sum = (parts: readonly { readonly gross: bigint }[]): bigint =>
    parts.reduce((total, part) => total + part.gross, 0n);
  return {
    gross,
    currency,
    customer,
    isLive: livemode,
    at: paidAt,
    refunded: sum(refunded),
    disputed: sum(disputed),
  };
}
