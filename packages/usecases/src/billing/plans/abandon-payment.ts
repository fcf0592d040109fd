import { PaymentAttemptEntity } from "@scrip/db/billing";
import { PlanRequestEntity } from "@scrip/db/plans";
import { GatewayError } from "@scrip/domain/billing/gateway";
import { refusal } from "@scrip/domain/refusals";
import type { Caller } from "../../deps.ts";
import { inPlan } from "../../plans/in-plan.ts";
import { getPlan, type PlanView } from "../../plans/plan-view.ts";
import { endRequest } from "../../plans/start-paid-plan.ts";
import { refused } from "../../refused.ts";
import { type AttemptDeps, gatewayUnavailable, requireGateway } from "../attempts/attempt-deps.ts";
import { lookUpAttempt } from "../attempts/look-up-attempt.ts";

/**
 * Ends the page on which a plan was to be paid, so that another payment is possible. If it was paid meanwhile, the plan
 * starts.
 * @returns the plan as it is then
 * @throws RefusedError `no_payment_pending`; `payment_pending` if a card is being charged
 * @throws TransientError if the gateway does not answer
 * @source docs/rules.md#plans-at-the-gateway
 */
export async function abandonPayment(deps: AttemptDeps, caller: Caller): Promise<PlanView> {
  const { orgId } = caller;
  const attempt = await inPlan(deps, { orgId, caller }, async (plan) => {
    const request = await plan.tx.repository(PlanRequestEntity).findOneBy({ orgId, state: "paying" });
    if (request === null) throw refused("no_payment_pending", "No payment for a plan is on its way.");
    const where = { orgId, subscriptionId: request.id, month: 0, try: 1 };
    const found = await plan.tx.repository(PaymentAttemptEntity).findOneBy(where);
    const name = request.plan ?? "";
    if (found === null)
      await endRequest(plan, request, refusal("payment_failed", "The payment was given up.", { plan: name }));
    else if (found.way !== "page") throw refused("payment_pending", "The card is being charged.", { plan: name });
    return found;
  });
  if (attempt !== null) {
    try {
      if (attempt.pageId !== null) await requireGateway(deps).pages.expire(attempt.pageId);
      await lookUpAttempt(deps, attempt);
    } catch (error) {
      throw error instanceof GatewayError ? gatewayUnavailable(error) : error;
    }
  }
  return getPlan(deps, orgId);
}
