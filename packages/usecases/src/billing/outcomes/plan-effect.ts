import { lastEndOf, linkSubscription, PlanRequestEntity, type PlanRequestRow } from "@scrip/db/plans";
import type { AfterSeen, FailedWhy } from "@scrip/domain/billing/attempts";
import { anchorOf, failed, isPastDue, paid, planTerms, tryNow } from "@scrip/domain/plans/subscriptions";
import { refusal } from "@scrip/domain/refusals";
import { inPlanWithin } from "../../plans/in-plan.ts";
import type { PlanTx } from "../../plans/plan-tx.ts";
import { endRequest, startPaid } from "../../plans/start-paid-plan.ts";
import type { Effect, Given, Outcome } from "./outcome.ts";
import { type PlanPeriod, periodOf } from "./plan-period.ts";

const GIVEN: Given = { kind: "given", grantId: null };
const GONE: Given = { kind: "parked", why: "plan_gone" };

/**
 * What follows from the outcome of a payment for a plan, in the transaction that writes it: the plan starts, its period is
 * paid, or its payment failed.
 * @source docs/rules.md#plans-at-the-gateway
 */
export const PLAN_EFFECT: Effect = { paid: givePlan, paidLate: payLater, noted: noteFailure };

/** The first payment starts the plan; any other one pays its running period. Nothing else can be given for it. */
async function givePlan(outcome: Outcome): Promise<Given> {
  const period = periodOf(outcome.attempt);
  return inPlanWithin<Given>(outcome.deps, outcome.tx, outcome, async (plan) => {
    if (period.month > 0) return payPeriod(plan, outcome, period);
    const request = await waitingRequest(plan, period);
    return request === null ? GONE : startPlan(plan, outcome, { request, period });
  });
}

/**
 * Whether a plan waits for a payment, so that it could be given for it now.
 * @source docs/rules.md#parked-payments
 */
export async function planWaits(plan: PlanTx, period: PlanPeriod): Promise<boolean> {
  if (period.month > 0) return isAwaited(plan, period);
  const request = await waitingRequest(plan, period);
  return request !== null && isSoldStill(plan, request);
}

function isSoldStill(plan: PlanTx, { plan: wanted, interval, price }: PlanRequestRow): boolean {
  const terms = wanted === null || interval === null ? null : planTerms(plan.catalog, wanted, interval);
  return terms?.price === price && plan.contract === null && !plan.organization.isClosed;
}

interface Starting {
  readonly request: PlanRequestRow;
  readonly period: PlanPeriod;
}

/**
 * The plan starts at the instant of its payment, but overlaps nothing that ran before. After an operator accepted the
 * payment, it starts at that instant: the members had nothing of the time before.
 */
async function startPlan(plan: PlanTx, outcome: Outcome, { request, period }: Starting): Promise<Given> {
  if (!isSoldStill(plan, request)) return GONE;
  const running = plan.subscription?.period.startsAt ?? 0;
  const notBefore = Math.max(request.at.getTime(), running + 1, (await lastEndOf(plan.tx, plan.orgId)) ?? 0);
  const anchor = anchorOf(period.isAccepted ? null : outcome.seen.paidAt, { notBefore, now: plan.now });
  await startPaid(plan, request, outcome.seen.payment, anchor);
  await link(plan, outcome, period);
  return GIVEN;
}

async function payPeriod(plan: PlanTx, outcome: Outcome, period: PlanPeriod): Promise<Given> {
  const { subscription } = plan;
  if (subscription === null || !isAwaited(plan, period)) return GONE;
  await plan.put(paid(subscription, plan.now), outcome.seen.payment);
  await link(plan, outcome, period);
  if (isPastDue(subscription)) await plan.audit("plan.paid_late", { plan: subscription.plan }, targetOf(period));
  return GIVEN;
}

/** Remembers which subscription of the gateway pays from now on. That of an accepted payment has ended. */
async function link(plan: PlanTx, { seen }: Outcome, { subscriptionId, isAccepted }: PlanPeriod): Promise<void> {
  const { subscription: id } = seen;
  if (id === null || isAccepted) return;
  await linkSubscription(plan.tx, { orgId: plan.orgId, id, subscriptionId, linkedAt: plan.organization.time });
}

/** A member paid the invoice of a period that is past due: its next try finds it paid, at once. */
function payLater(outcome: Outcome): Promise<boolean> {
  const period = periodOf(outcome.attempt);
  return inPlanWithin(outcome.deps, outcome.tx, outcome, async (plan) => {
    const { subscription } = plan;
    if (subscription === null || !isAwaited(plan, period)) return false;
    await plan.put(tryNow(subscription, plan.now));
    return true;
  });
}

/** A failed first payment ends its request; any other one is tried again, or ends the plan. */
async function noteFailure(outcome: Outcome, after: AfterSeen): Promise<void> {
  if (after.kind !== "failed") return;
  const period = periodOf(outcome.attempt);
  await inPlanWithin(outcome.deps, outcome.tx, outcome, async (plan) => {
    if (period.month > 0) return failPeriod(plan, period);
    const request = await waitingRequest(plan, period);
    if (request === null) return;
    const message = START_FAILED[after.why];
    await endRequest(plan, request, refusal("payment_failed", message, { plan: request.plan ?? "" }));
  });
}

async function failPeriod(plan: PlanTx, period: PlanPeriod): Promise<void> {
  const { subscription } = plan;
  if (subscription === null || !isAwaited(plan, period)) return;
  if (subscription.period.failures + 1 !== period.try) return;
  const after = failed(subscription, plan.now);
  await plan.put(after);
  const details = { plan: subscription.plan };
  if (after.endedAt !== null) await plan.audit("plan.ended", { ...details, why: "unpaid" }, targetOf(period));
  else if (!isPastDue(subscription)) await plan.audit("plan.past_due", details, targetOf(period));
}

function waitingRequest({ tx, orgId }: PlanTx, { subscriptionId: id }: PlanPeriod): Promise<PlanRequestRow | null> {
  return tx.repository(PlanRequestEntity).findOneBy({ orgId, id, state: "paying" });
}

/** Whether the running period of the plan is the one, and waits for its payment. */
function isAwaited({ subscription }: PlanTx, { subscriptionId, month }: PlanPeriod): boolean {
  return (
    subscription?.id === subscriptionId && subscription.period.month === month && subscription.period.paidAt === null
  );
}

function targetOf({ subscriptionId: id }: PlanPeriod) {
  return { type: "subscription", id };
}

const START_FAILED: Readonly<Record<FailedWhy, string>> = {
  soft_decline: "The payment was declined, so the plan did not start.",
  hard_decline: "The payment was declined, so the plan did not start. Use another card.",
  needs_authentication: "The bank wants to see the owner of the card, so the plan did not start. Use the payment page.",
  abandoned: "Nobody paid, so the plan did not start.",
};
