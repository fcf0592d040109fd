import { newId } from "@scrip/db/connection";
import { insertContract } from "@scrip/db/plans";
import type { Contract } from "@scrip/domain/plans/contracts";
import { planTerms } from "@scrip/domain/plans/subscriptions";
import type { Caller } from "../deps.ts";
import { inPlan } from "../plans/in-plan.ts";
import type { PlanDeps } from "../plans/plan-deps.ts";
import type { PlanTx } from "../plans/plan-tx.ts";
import { refused } from "../refused.ts";

/**
 * Sets the plan of an organization, by an operator or a platform key. It ends what runs, now. A paid plan starts a
 * subscription by the month that the platform collects outside, a plan by contract starts a contract without an end. A
 * plan with fewer seats removes nobody: its limits bind on what is new.
 * @returns the plan
 * @throws RefusedError `unknown_plan`, `organization_not_found`, `organization_closed`
 * @source docs/rules.md#setting-a-plan
 */
export async function setPlan(
  deps: PlanDeps,
  caller: Caller,
  { plan, reason }: { readonly plan: string; readonly reason: string },
): Promise<{ plan: string }> {
  const { orgId } = caller;
  return inPlan(deps, { orgId, caller, permission: "plans:write" }, async (tx) => {
    if (!Object.hasOwn(tx.catalog.plans, plan)) throw refused("unknown_plan", `There is no plan "${plan}".`, { plan });
    const from = tx.organization.plan;
    if (plan === from) return { plan };
    await tx.end("set");
    if (tx.contract !== null) await tx.endContract(tx.contract);
    await start(tx, caller, { plan, reason });
    await tx.audit("organization.plan_set", { from, to: plan, reason });
    return { plan };
  });
}

async function start(tx: PlanTx, caller: Caller, { plan, reason }: { plan: string; reason: string }): Promise<void> {
  if (plan === tx.catalog.defaultPlan) return;
  const id = newId();
  const terms = planTerms(tx.catalog, plan, "month");
  if (terms !== null) {
    await tx.start({ id, terms, paidBy: "outside" }, null);
    return;
  }
  const contract: Contract = {
    id,
    plan,
    state: "scheduled",
    startsAt: tx.now,
    endsAt: null,
    endedAt: null,
    rates: {},
    entitlements: {},
    credits: [],
    nextMonth: 0,
  };
  await insertContract(tx.tx, tx.orgId, contract, { actor: caller.actor, reason, madeAt: tx.organization.time });
  await tx.startContract(contract);
}
