import { InvariantError, reach } from "@scrip/db/connection";
import type { DueWork } from "@scrip/db/due";
import { PlanRequestEntity, type PlanRequestRow } from "@scrip/db/plans";
import type { Actor, Instant } from "@scrip/domain/ledger";
import { MONTHS_OF, nextStartLook, planTerms } from "@scrip/domain/plans/subscriptions";
import { type Refusal, refusal } from "@scrip/domain/refusals";
import { startOfMonth } from "@scrip/domain/time";
import type { Caller } from "../deps.ts";
import { RefusedError } from "../refused.ts";
import { inPlan } from "./in-plan.ts";
import type { PlanDeps } from "./plan-deps.ts";
import { BY_TIME, type PlanTx } from "./plan-tx.ts";
import { type PlanView, readPlanView } from "./plan-view.ts";

/** Who asks for a payment, and the origin of the server in their browser; `null` if nobody waits for a page. */
interface Asking {
  readonly actor: Actor;
  readonly origin: string | null;
}

/**
 * Pays for a plan and starts it: charges the card, then books the outcome with the start. A process that dies between them
 * loses nothing, since the next try asks for the same payment again.
 * @source docs/rules.md#subscriptions
 */
export async function finishStart(
  deps: PlanDeps,
  { orgId, refId }: DueWork,
  { actor, origin }: Asking = { actor: BY_TIME.actor, origin: null },
): Promise<void> {
  const charge = await onRequest(deps, { orgId, refId }, async ({ plan, interval, price, way }, { now }) => ({
    orgId,
    subscriptionId: refId,
    month: 0,
    attempt: 1,
    plan: plan ?? "",
    interval: interval ?? "month",
    startsAt: now,
    endsAt: startOfMonth(now, MONTHS_OF[interval ?? "month"]),
    amount: price ?? 0n,
    way: way ?? "saved",
    origin,
    actor,
    at: now,
  }));
  if (charge === null) return;
  const outcome = (await deps.payments?.charge(charge)) ?? { state: "unknown" as const };
  reach("plan.paid");
  await onRequest(deps, { orgId, refId }, async (request, plan) => {
    if (outcome.state === "unknown")
      await plan.setDue("start_subscription", refId, nextStartLook(request.at.getTime(), plan.now));
    else if (outcome.state === "paid") await startPaid(plan, request, outcome.ref);
    else {
      const message = "The payment was declined, so the plan did not start.";
      await endRequest(plan, request, refusal("payment_failed", message, { plan: request.plan ?? "" }));
    }
  });
  reach("plan.started");
}

/**
 * Pays for a request and returns its outcome.
 * @returns the plan as it is then; `pending` says what is paid, and where, while the payment has no outcome
 * @throws RefusedError `payment_failed`
 */
export async function payAndStart(
  deps: PlanDeps,
  { orgId, actor }: Caller,
  id: string,
  origin: string | null,
): Promise<PlanView> {
  await finishStart(deps, { orgId, kind: "start_subscription", refId: id }, { actor, origin });
  return inPlan(deps, { orgId, caller: null }, async ({ tx }) => {
    const request = await tx.repository(PlanRequestEntity).findOneByOrFail({ orgId, id });
    if (request.state === "refused") throw new RefusedError(request.outcome as Refusal);
    return request.state === "done" ? (request.outcome as PlanView) : readPlanView(tx, deps.books, orgId);
  });
}

/**
 * Starts the plan of a request that was paid.
 * @param at the anchor of its periods
 * @throws InvariantError if it can no longer start: the operators must give the money back
 */
export async function startPaid(
  plan: PlanTx,
  request: PlanRequestRow,
  paymentRef: string | null,
  at: Instant = plan.now,
): Promise<void> {
  const { id, plan: wanted, interval, price } = request;
  const terms = wanted === null || interval === null ? null : planTerms(plan.catalog, wanted, interval);
  if (terms === null || terms.price !== price)
    throw new InvariantError(`${wanted} was paid and is not sold so any more`);
  // An operator made a contract while the card was charged.
  if (plan.contract !== null) throw new InvariantError(`the plan ${wanted} was paid while a contract is in force`);
  await plan.start({ id, terms, paidBy: "card" }, paymentRef, at);
  await plan.audit("plan.subscribed", { plan: terms.plan, interval: terms.interval }, { type: "subscription", id });
  await endRequest(plan, request, null);
}

/**
 * Ends a request that paid, or was to be paid.
 * @param refused why it ends without a plan; `null` if its plan has started
 */
export async function endRequest(plan: PlanTx, { orgId, id }: PlanRequestRow, refused: Refusal | null): Promise<void> {
  const requests = plan.tx.repository(PlanRequestEntity);
  await plan.finish();
  const done = async () => ({ ...(await readPlanView(plan.tx, plan.deps.books, orgId)), pending: null });
  const outcome: object = refused ?? (await done());
  await requests.update({ orgId, id }, { state: refused === null ? "done" : "refused", outcome });
  await plan.setDue("start_subscription", id, null);
}

/** Runs a unit of work on a request that has no outcome yet. @returns `null` if it has one */
async function onRequest<Result>(
  deps: PlanDeps,
  { orgId, refId: id }: Pick<DueWork, "orgId" | "refId">,
  unit: (request: PlanRequestRow, plan: PlanTx) => Promise<Result>,
): Promise<Result | null> {
  return inPlan(deps, { orgId, caller: null }, async (plan) => {
    const request = await plan.tx.repository(PlanRequestEntity).findOneBy({ orgId, id, state: "paying" });
    if (request !== null) return unit(request, plan);
    await plan.setDue("start_subscription", id, null);
    return null;
  });
}
