import type { DueWork } from "@scrip/db/due";
import type { PLAN_DUE_KINDS } from "@scrip/domain/due";
import { creditContract, endContractDue, startContractDue } from "./contract-work.ts";
import type { PlanDeps } from "./plan-deps.ts";
import { finishStart } from "./start-paid-plan.ts";
import { chargeSubscription, creditSubscription, renewSubscription } from "./subscription-work.ts";

type PlanDueKind = (typeof PLAN_DUE_KINDS)[number];

/** Runs one kind of due work of a plan, in transactions of its own. Safe to repeat, also at once. */
interface PlanDueHandler {
  steps(deps: PlanDeps, work: DueWork): Promise<void>;
}

/**
 * The handlers of due work that decides the plan of an organization.
 * @source docs/rules.md#renewals
 */
export const PLAN_DUE: Readonly<Record<PlanDueKind, PlanDueHandler>> = {
  start_contract: { steps: startContractDue },
  end_contract: { steps: endContractDue },
  credit_contract: { steps: creditContract },
  start_subscription: { steps: finishStart },
  renew_subscription: { steps: renewSubscription },
  charge_subscription: { steps: chargeSubscription },
  credit_subscription: { steps: creditSubscription },
};

/** Whether work is about the plan of an organization. */
export function isPlanWork(work: DueWork): work is DueWork & { readonly kind: PlanDueKind } {
  return Object.hasOwn(PLAN_DUE, work.kind);
}
