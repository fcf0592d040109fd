import { attemptById, attemptOfPayment, type PaymentAttemptRow } from "@scrip/db/billing";
import { inOrganization, isUniqueViolation } from "@scrip/db/connection";
import { lockOrganization } from "@scrip/db/organizations";
import type { PaidPayment } from "@scrip/domain/billing/gateway";
import type { Found } from "@scrip/domain/billing/reconciliation";
import type { AttemptDeps } from "../attempts/attempt-deps.ts";
import { isEnded } from "../attempts/book-outcome.ts";
import { lookUpAttempt } from "../attempts/look-up-attempt.ts";
import { parseAttemptMemo } from "../attempts/memo.ts";
import { type NamedAttempt, namedAttempt } from "../attempts/named-attempt.ts";
import { submitAttempt } from "../attempts/send-attempt.ts";
import { bookMoneyTaken } from "../taken-back/book-money-taken.ts";
import { rebuildAttempt } from "./rebuild-attempt.ts";

/** A payment, and what it is in the books. */
export interface PaymentLine {
  readonly payment: PaidPayment;
  readonly found: Found;
  readonly orgId: string | null;
  readonly attemptId: string | null;
}

/**
 * Compares a payment of the gateway with the books, and books what is missing. It charges nothing. Safe to repeat and to
 * run twice at once.
 * @param isDry says what it would do, and does nothing
 * @source docs/rules.md#reconciliation
 */
export async function checkPayment(deps: AttemptDeps, payment: PaidPayment, isDry: boolean): Promise<PaymentLine> {
  const named = (await attemptOfPayment(deps.homes.platform, payment.id)) ?? namedAttempt(payment.attempt);
  if (named === null) return { payment, found: "foreign", orgId: null, attemptId: null };
  const { orgId, attemptId } = named;
  return { payment, found: await foundOf(deps, payment, { orgId, attemptId }, isDry), orgId, attemptId };
}

async function foundOf(deps: AttemptDeps, payment: PaidPayment, named: NamedAttempt, isDry: boolean): Promise<Found> {
  const attempt = await attemptOf(deps, named);
  if (attempt === "no_organization") return attempt;
  if (attempt === null) return lostOne(deps, payment, named, isDry);
  if (isEnded(attempt)) return isPaidBy(attempt, payment) ? "known" : "not_booked";
  if (isDry) return "booked";
  return (await book(deps, attempt, payment)) ? "booked" : "not_booked";
}

function attemptOf(
  { homes }: AttemptDeps,
  { orgId, attemptId }: NamedAttempt,
): Promise<PaymentAttemptRow | "no_organization" | null> {
  return inOrganization(homes.organizations, orgId, async (tx) => {
    const attempt = await attemptById(tx, orgId, attemptId);
    if (attempt !== null) return attempt;
    return (await lockOrganization(tx, orgId)) === null ? "no_organization" : null;
  });
}

/** Books the payment of an attempt that a restore lost. */
async function lostOne(deps: AttemptDeps, payment: PaidPayment, named: NamedAttempt, isDry: boolean): Promise<Found> {
  const memo = parseAttemptMemo(payment.memo);
  if (memo === null || payment.customer === null) return "no_memo";
  if (isDry) return "rebuilt";
  try {
    const attempt = await rebuildAttempt(deps, named, { payment, customer: payment.customer, memo });
    if (attempt === null) return "other_customer";
    return (await book(deps, attempt, payment)) ? "rebuilt" : "not_booked";
  } catch (error) {
    // Another attempt took its place meanwhile: the same try of a plan's payment, or an automatic top-up that is open.
    if (isUniqueViolation(error)) return "not_booked";
    throw error;
  }
}

/** Books a payment for an attempt that has no outcome. @returns whether the attempt has this payment now */
async function book(deps: AttemptDeps, attempt: PaymentAttemptRow, payment: PaidPayment): Promise<boolean> {
  const { orgId, id, purpose } = attempt;
  const sent = attempt.state === "created" ? await submitAttempt(deps, orgId, id) : attempt;
  // The payment of a plan is found by its page or invoice, which also name the subscription.
  const known = purpose === "subscription" ? sent : { ...sent, paymentId: sent.paymentId ?? payment.id };
  const { attempt: booked } = await lookUpAttempt(deps, known);
  if (!isPaidBy(booked, payment)) return false;
  // Its refunds and disputes may have been booked in the lost time as well.
  await bookMoneyTaken(deps, { orgId, id }, payment.id);
  return true;
}

function isPaidBy({ state, paymentId }: PaymentAttemptRow, { id }: PaidPayment): boolean {
  return state === "succeeded" && paymentId === id;
}
