import { isPastDue, tryNow } from "@scrip/domain/plans/subscriptions";
import type { Caller, Deps } from "../../deps.ts";
import { inPlan } from "../../plans/in-plan.ts";
import type { PlanDeps } from "../../plans/plan-deps.ts";
import { getPlan, type PlanView } from "../../plans/plan-view.ts";
import { chargeSubscription } from "../../plans/subscription-work.ts";
import { refused } from "../../refused.ts";

/**
 * Tries the failed payment of the running period at once, with the default payment method. The tries that are planned stay
 * as they are.
 * @returns the plan as it is then: active, or past due still
 * @throws RefusedError `nothing_to_pay`
 * @source docs/rules.md#past-due
 */
export async function payAgain(deps: PlanDeps & Pick<Deps, "homes">, caller: Caller): Promise<PlanView> {
  const { orgId } = caller;
  const refId = await inPlan(deps, { orgId, caller }, async (plan) => {
    const { subscription } = plan;
    if (subscription === null || !isPastDue(subscription))
      throw refused("nothing_to_pay", "No payment of the plan has failed.");
    await plan.put(tryNow(subscription, plan.now));
    return subscription.id;
  });
  await chargeSubscription(deps, { orgId, kind: "charge_subscription", refId });
  return getPlan(deps, orgId);
}
