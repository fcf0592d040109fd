import { reach } from "@scrip/db/connection";
import type { DueWork } from "@scrip/db/due";
import {
  atPeriodEnd,
  creditDueAt,
  failed,
  isPastDue,
  lookAgain,
  paid,
  renew,
  type Subscription,
} from "@scrip/domain/plans/subscriptions";
import type { PlanPaymentOutcome } from "../payments/plan-payments.ts";
import { inPlan } from "./in-plan.ts";
import type { PlanDeps } from "./plan-deps.ts";
import { BY_TIME, type PlanTx } from "./plan-tx.ts";
import { termsAtRenewal } from "./terms-at-renewal.ts";

/**
 * Ends the running period of a subscription: the next one begins, or the subscription ends. Charging the card is due work
 * of its own. Does nothing before its time or a second time.
 * @source docs/rules.md#renewals
 */
export async function renewSubscription(deps: PlanDeps, work: DueWork): Promise<void> {
  await inTurn(deps, work, async (plan, subscription) => {
    if (subscription.period.endsAt > plan.now) return;
    const end = atPeriodEnd(subscription);
    if (end.kind === "end") {
      await plan.end(end.reason, subscription.period.endsAt);
      return;
    }
    const { terms, version } = await termsAtRenewal(plan, subscription, end);
    await plan.put(renew(subscription, terms, version));
    if (version !== subscription.catalogVersion) await plan.moveTo(version);
  });
  reach("plan.renewed");
}

/**
 * Charges the card for the running period: the first try, a later one, or a look at a payment without a known outcome. It
 * calls the gateway between two transactions, under a name that every repetition has.
 * @source docs/rules.md#past-due
 */
export async function chargeSubscription(deps: PlanDeps, work: DueWork): Promise<void> {
  const charge = await inTurn(deps, work, async ({ orgId, now }, { id, plan, period }) =>
    period.tryAt === null || period.tryAt > now
      ? null
      : {
          orgId,
          subscriptionId: id,
          month: period.month,
          attempt: period.failures + 1,
          plan,
          interval: period.interval,
          startsAt: period.startsAt,
          endsAt: period.endsAt,
          amount: period.price,
          way: "invoice" as const,
          origin: null,
          actor: BY_TIME.actor,
          at: now,
        },
  );
  if (charge === null) return;
  // Without a port nothing can be known yet; the payment waits for a process that has one.
  const outcome = (await deps.payments?.charge(charge)) ?? { state: "unknown" as const };
  reach("plan.charged");
  await onSubscription(deps, work, async (plan, subscription) => {
    const { period } = subscription;
    // Another process, or an earlier try, has booked this payment.
    const isBooked = period.month !== charge.month || period.failures + 1 !== charge.attempt || period.tryAt === null;
    if (!isBooked) await book(plan, subscription, outcome);
  });
  reach("plan.booked");
}

/**
 * Issues the credit of a subscription's month. Does nothing before its time or a second time.
 * @source docs/rules.md#monthly-credit; docs/invariants.md#l25
 */
export async function creditSubscription(deps: PlanDeps, work: DueWork): Promise<void> {
  await inTurn(deps, work, async (plan, subscription) => {
    if (creditDueAt(subscription) === null) await plan.setDue("credit_subscription", subscription.id, null);
    else await plan.credit();
  });
}

async function book(plan: PlanTx, subscription: Subscription, outcome: PlanPaymentOutcome): Promise<void> {
  const target = { type: "subscription", id: subscription.id };
  const details = { plan: subscription.plan };
  if (outcome.state === "unknown") {
    await plan.put(lookAgain(subscription, plan.now));
    return;
  }
  if (outcome.state === "paid") {
    await plan.put(paid(subscription, plan.now), outcome.ref);
    if (isPastDue(subscription)) await plan.audit("plan.paid_late", details, target);
    return;
  }
  const after = failed(subscription, plan.now);
  await plan.put(after);
  if (after.endedAt !== null) await plan.audit("plan.ended", { ...details, why: "unpaid" }, target);
  else if (!isPastDue(subscription)) await plan.audit("plan.past_due", details, target);
}

/** Runs a unit of work on the subscription that due work is about, if it is its turn. @returns `null` if not */
function inTurn<Result>(
  deps: PlanDeps,
  work: DueWork,
  unit: (plan: PlanTx, subscription: Subscription) => Promise<Result>,
): Promise<Result | null> {
  return onSubscription(deps, work, async (plan, subscription) =>
    (await plan.isNext(work)) ? unit(plan, subscription) : null,
  );
}

/**
 * Runs a unit of work on the subscription that due work is about, if it has not ended. A row of an ended subscription goes.
 * @returns `null` if it has ended
 */
async function onSubscription<Result>(
  deps: PlanDeps,
  { orgId, kind, refId }: DueWork,
  unit: (plan: PlanTx, subscription: Subscription) => Promise<Result>,
): Promise<Result | null> {
  return inPlan(deps, { orgId, caller: null }, async (plan) => {
    const { subscription } = plan;
    if (subscription?.id === refId) return unit(plan, subscription);
    await plan.setDue(kind, refId, null);
    return null;
  });
}
