import type { AccountRow, AttemptRow, DecisionRow, DisputeRow, RefundRow, TakingRow } from "../payment-rows.ts";
import { amount, amountOrNull, type Cells, ms, text, whole, wholeOrNull } from "../read.ts";

export const ACCOUNTS = "SELECT org_id, customer, livemode FROM billing_accounts WHERE org_id = ANY ($1)";
export const ATTEMPTS = `
  SELECT org_id, id, purpose, state, net, tax, gross, bonus, customer, livemode, submitted_at IS NOT NULL,
    ended_at IS NOT NULL, why, payment_id, grant_id, ${ms("created_at")}
  FROM payment_attempts WHERE org_id = ANY ($1)`;
export const REFUNDS = `
  SELECT org_id, id, attempt_id, gateway_id, gross, tax, net, state, ${ms("at")}
  FROM payment_refunds WHERE org_id = ANY ($1)`;
export const DISPUTES = `
  SELECT org_id, id, attempt_id, gross, state, ${ms("opened_at")} FROM payment_disputes WHERE org_id = ANY ($1)`;
export const TAKINGS = "SELECT org_id, grant_id, attempt_id, amount FROM payment_takings WHERE org_id = ANY ($1)";
export const DECISIONS =
  "SELECT org_id, attempt_id, decision, booked_by FROM attempt_decisions WHERE org_id = ANY ($1) AND undone_at IS NULL";

export function readAccount([, customer, livemode]: Cells): AccountRow {
  return { customer: text(customer), livemode: livemode === "t" };
}

export function readAttempt([, id, purpose, state, net, tax, gross, bonus, customer, ...more]: Cells): AttemptRow {
  const [livemode, isSubmitted, isEnded, why, payment, grantId, createdAt] = more;
  return {
    id: text(id),
    purpose: text(purpose),
    state: text(state),
    net: amount(net),
    tax: amount(tax),
    gross: amount(gross),
    bonus: amountOrNull(bonus),
    customer: text(customer),
    livemode: livemode === "t",
    isSubmitted: isSubmitted === "t",
    isEnded: isEnded === "t",
    why: why ?? null,
    payment: payment ?? null,
    grantId: grantId ?? null,
    createdAt: whole(createdAt),
  };
}

export function readRefund([, id, attemptId, gatewayId, gross, tax, net, state, at]: Cells): RefundRow {
  return {
    id: text(id),
    attemptId: text(attemptId),
    gatewayId: gatewayId ?? null,
    gross: amount(gross),
    tax: amount(tax),
    net: amount(net),
    state: text(state),
    at: wholeOrNull(at),
  };
}

export function readDispute([, id, attemptId, gross, state, at]: Cells): DisputeRow {
  return { id: text(id), attemptId: text(attemptId), gross: amount(gross), state: text(state), at: whole(at) };
}

export function readTaking([, grantId, attemptId, taken]: Cells): TakingRow {
  return { grantId: text(grantId), attemptId: text(attemptId), amount: amount(taken) };
}

export function readDecision([, attemptId, decision, bookedBy]: Cells): DecisionRow {
  return { attemptId: text(attemptId), decision: text(decision), bookedBy: bookedBy ?? null };
}
