import { InvariantError, reach, TransientError } from "@scrip/db/connection";
import type { DueWork } from "@scrip/db/due";
import { PlanRequestEntity, type PlanRequestRow } from "@scrip/db/plans";
import { LOOK_AGAIN_MS, planTerms } from "@scrip/domain/plans/subscriptions";
import { type Refusal, refusal } from "@scrip/domain/refusals";
import { RefusedError } from "../refused.ts";
import { inPlan } from "./in-plan.ts";
import type { PlanDeps } from "./plan-deps.ts";
import type { PlanTx } from "./plan-tx.ts";
import { type PlanView, readPlanView } from "./plan-view.ts";

/** When a caller asks again for a payment without a known outcome. */
const RETRY_MS = 1_000;

/**
 * Pays for a plan and starts it: charges the card, then books the outcome with the start. A process that dies between them
 * loses nothing, since the next try asks for the same payment again.
 * @source docs/rules.md#subscriptions
 */
export async function finishStart(deps: PlanDeps, { orgId, refId }: DueWork): Promise<void> {
  const charge = await onRequest(deps, { orgId, refId }, async ({ plan, price }, { now }) => ({
    orgId,
    subscriptionId: refId,
    month: 0,
    attempt: 1,
    plan: plan ?? "",
    amount: price ?? 0n,
    at: now,
  }));
  if (charge === null) return;
  const outcome = (await deps.payments?.charge(charge)) ?? { state: "unknown" as const };
  reach("plan.paid");
  await onRequest(deps, { orgId, refId }, async (request, plan) => {
    if (outcome.state === "unknown") await plan.setDue("start_subscription", refId, plan.now + LOOK_AGAIN_MS);
    else if (outcome.state === "paid") await start(plan, request, outcome.ref);
    else {
      const message = "The payment was declined, so the plan did not start.";
      await end(plan, request, "refused", refusal("payment_failed", message, { plan: request.plan ?? "" }));
    }
  });
  reach("plan.started");
}

/**
 * Pays for a request and returns its outcome.
 * @throws RefusedError `payment_failed`
 * @throws TransientError if the payment has no known outcome yet: the same request goes on with it
 */
export async function payAndStart(deps: PlanDeps, orgId: string, id: string): Promise<PlanView> {
  await finishStart(deps, { orgId, kind: "start_subscription", refId: id });
  const request = await inPlan(deps, { orgId, caller: null }, ({ tx }) =>
    tx.repository(PlanRequestEntity).findOneByOrFail({ orgId, id }),
  );
  if (request.state === "done") return request.outcome as PlanView;
  if (request.state === "refused") throw new RefusedError(request.outcome as Refusal);
  throw new TransientError("unavailable", "The outcome of the payment is not known yet.", RETRY_MS);
}

async function start(plan: PlanTx, request: PlanRequestRow, paymentRef: string | null): Promise<void> {
  const { id, plan: wanted, interval } = request;
  const terms = wanted === null || interval === null ? null : planTerms(plan.catalog, wanted, interval);
  if (terms === null) throw new InvariantError(`the plan ${wanted} was paid and is not for sale`);
  // An operator made a contract while the card was charged. The operators must give the money back.
  if (plan.contract !== null) throw new InvariantError(`the plan ${wanted} was paid while a contract is in force`);
  await plan.start({ id, terms, paidBy: "card" }, paymentRef);
  await plan.audit("plan.subscribed", { plan: terms.plan, interval: terms.interval }, { type: "subscription", id });
  await plan.finish();
  await end(plan, request, "done", await readPlanView(plan.tx, plan.deps.books, plan.orgId));
}

async function end(
  plan: PlanTx,
  { orgId, id }: PlanRequestRow,
  state: "done" | "refused",
  outcome: PlanView | Refusal,
): Promise<void> {
  await plan.tx.repository(PlanRequestEntity).update({ orgId, id }, { state, outcome: outcome as object });
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
