import { reach } from "@scrip/db/connection";
import type { DueWork } from "@scrip/db/due";
import { getContract } from "@scrip/db/plans";
import { type Contract, contractCreditDueAt } from "@scrip/domain/plans/contracts";
import { inPlan } from "./in-plan.ts";
import type { PlanDeps } from "./plan-deps.ts";
import type { PlanTx } from "./plan-tx.ts";

/**
 * Starts a contract at its time. Does nothing before it or a second time.
 * @source docs/rules.md#contracts
 */
export async function startContractDue(deps: PlanDeps, work: DueWork): Promise<void> {
  await onContract(deps, work, async (plan, contract) => {
    if (contract.state !== "scheduled") await plan.setDue(work.kind, contract.id, null);
    else if (contract.startsAt <= plan.now) await plan.startContract(contract);
  });
  reach("contract.started");
}

/**
 * Ends a contract at its time: the organization is on the default plan then. Does nothing before it or a second time.
 * @source docs/rules.md#contracts
 */
export async function endContractDue(deps: PlanDeps, work: DueWork): Promise<void> {
  await onContract(deps, work, async (plan, contract) => {
    const { endsAt } = contract;
    if (endsAt === null || contract.state === "ended") await plan.setDue(work.kind, contract.id, null);
    else if (endsAt <= plan.now) await plan.endContract(contract, endsAt);
  });
  reach("contract.ended");
}

/**
 * Issues the credit of a contract's month. Does nothing before its time or a second time.
 * @source docs/rules.md#contracts
 */
export async function creditContract(deps: PlanDeps, work: DueWork): Promise<void> {
  await onContract(deps, work, async (plan, contract) => {
    if (contractCreditDueAt(contract) !== null) await plan.creditContract();
    else await plan.setDue(work.kind, contract.id, null);
  });
}

async function onContract(
  deps: PlanDeps,
  work: DueWork,
  unit: (plan: PlanTx, contract: Contract) => Promise<void>,
): Promise<void> {
  const { orgId, refId } = work;
  await inPlan(deps, { orgId, caller: null }, async (plan) => {
    if (!(await plan.isNext(work))) return;
    const contract = await getContract(plan.tx, orgId, refId);
    if (contract === null) throw new Error(`the contract ${refId} of due work does not exist`);
    await unit(plan, contract);
  });
}
