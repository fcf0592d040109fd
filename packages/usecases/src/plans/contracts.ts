import { inOrganization, newId } from "@scrip/db/connection";
import { getOrganizationAt } from "@scrip/db/organizations";
import { getContract, insertContract, listContracts } from "@scrip/db/plans";
import { type Contract, type ContractTerms, checkContract } from "@scrip/domain/plans/contracts";
import { refusal } from "@scrip/domain/refusals";
import type { Price } from "@scrip/domain/usage/prices";
import type { Caller, Deps } from "../deps.ts";
import { organizationNotFound, type RefusedError, refused } from "../refused.ts";
import { askPlan, type Decided } from "./ask-plan.ts";
import { answerOf } from "./cancel-plan.ts";
import type { PlanDeps } from "./plan-deps.ts";
import type { PlanTx } from "./plan-tx.ts";
import { type ContractView, contractView } from "./plan-view.ts";

/** A contract to enter. */
export interface NewContract extends Omit<ContractTerms, "startsAt" | "endsAt"> {
  /** Prices beyond a plain rate, by resource. */
  readonly priceShapes?: Readonly<Record<string, Price>> | undefined;
  readonly idempotencyKey: string;
  /** Now, if not given. */
  readonly startsAt?: number | undefined;
  /** Never, if not given. */
  readonly endsAt?: number | undefined;
  readonly reason: string;
}

/**
 * Enters a contract of an organization, by an operator or a platform key. It starts now or at its time.
 * @returns the contract, the same at each repetition of the key
 * @throws RefusedError `unknown_plan`, `contract_in_past`, `contract_overlaps`, `unknown_resource`,
 *   `entitlement_not_fitting`, `key_reused`; `bad_input` for a resource with two prices
 * @source docs/rules.md#contracts
 */
export async function createContract(deps: PlanDeps, caller: Caller, wanted: NewContract): Promise<ContractView> {
  const { idempotencyKey, plan, entitlements, credits, startsAt, endsAt = null, reason } = wanted;
  const rates = { ...wanted.rates, ...wanted.priceShapes };
  const twice = Object.keys(wanted.priceShapes ?? {}).find((resource) => Object.hasOwn(wanted.rates, resource));
  if (twice !== undefined) throw pricedTwice(twice);
  const payload = jsonOf({ plan, rates, entitlements, credits, startsAt: startsAt ?? null, endsAt, reason });
  const asked = { operation: "create_contract", idempotencyKey, payload, permission: "plans:write" } as const;
  const outcome = await askPlan<ContractView>(deps, caller, asked, async (tx) => {
    const terms = { plan, rates, entitlements, credits, startsAt: startsAt ?? tx.now, endsAt };
    const others = (await listContracts(tx.tx, tx.orgId)).filter(({ state }) => state !== "ended");
    const checked = checkContract({ catalog: tx.catalog, others, now: tx.now }, terms);
    if (!checked.ok) return { refusal: checked.error };
    const contract: Contract = { ...terms, id: newId(), state: "scheduled", nextMonth: 0, endedAt: null };
    const origin = { actor: caller.actor, reason, madeAt: tx.organization.time };
    await insertContract(tx.tx, tx.orgId, contract, origin);
    await tx.putContract(null, contract);
    await tx.audit("contract.created", { plan, reason }, { type: "contract", id: contract.id });
    if (contract.startsAt <= tx.now) await tx.startContract(contract);
    return answered(tx, contract.id);
  });
  return answerOf(outcome);
}

/** An end of a contract. */
export interface ContractEnd {
  readonly idempotencyKey: string;
  readonly contract: string;
  /** Now, if not given. */
  readonly at?: number | undefined;
  readonly reason: string;
}

/**
 * Ends a contract now, or gives it another end. A contract that has not started is withdrawn.
 * @returns the contract, the same at each repetition of the key
 * @throws RefusedError `contract_not_found`, `contract_ended`, `contract_in_past`, `contract_overlaps`, `key_reused`
 * @source docs/rules.md#contracts
 */
export async function endContract(deps: PlanDeps, caller: Caller, wanted: ContractEnd): Promise<ContractView> {
  const { idempotencyKey, contract: id, at, reason } = wanted;
  const payload = { contract: id, at: at ?? null, reason };
  const asked = { operation: "end_contract", idempotencyKey, payload, permission: "plans:write" } as const;
  const outcome = await askPlan<ContractView>(deps, caller, asked, async (tx) => {
    const contract = await getContract(tx.tx, tx.orgId, id);
    if (contract === null)
      return {
        refusal: refusal("contract_not_found", "The organization has no such contract.", { contract: id }),
      };
    if (contract.state === "ended")
      return { refusal: refusal("contract_ended", "The contract has ended already.", { contract: id }) };
    if (at === undefined || at <= tx.now) await tx.endContract(contract);
    else {
      const problem = await moveEnd(tx, contract, at);
      if (problem !== null) return problem;
      await tx.audit("contract.end_set", { reason }, { type: "contract", id });
    }
    return answered(tx, id);
  });
  return answerOf(outcome);
}

/**
 * The contracts of an organization, the newest start first.
 * @throws RefusedError `organization_not_found`
 */
export function getContracts(
  { homes }: Pick<Deps, "homes">,
  orgId: string,
): Promise<{ contracts: readonly ContractView[] }> {
  return inOrganization(homes.organizations, orgId, async (tx) => {
    if ((await getOrganizationAt(tx, orgId)) === null) throw organizationNotFound(orgId);
    return { contracts: (await listContracts(tx, orgId)).map(contractView) };
  });
}

async function moveEnd(tx: PlanTx, contract: Contract, endsAt: number): Promise<Decided<ContractView> | null> {
  const moved = { ...contract, endsAt };
  if (endsAt <= contract.startsAt) {
    const message = "A contract ends after its start. To withdraw it, end it now.";
    return { refusal: refusal("contract_in_past", message, { startsAt: contract.startsAt }) };
  }
  const others = (await listContracts(tx.tx, tx.orgId)).filter(
    ({ id, state }) => state !== "ended" && id !== contract.id,
  );
  const overlapping = others.find(({ startsAt }) => startsAt > contract.startsAt && startsAt < endsAt);
  if (overlapping !== undefined) {
    const message = "Another contract of the organization starts before this end.";
    return { refusal: refusal("contract_overlaps", message, { contract: overlapping.id }) };
  }
  await tx.putContract(contract, moved);
  return null;
}

async function answered(tx: PlanTx, id: string): Promise<{ answer: ContractView }> {
  const contract = await getContract(tx.tx, tx.orgId, id);
  if (contract === null) throw new Error(`the contract ${id} is gone`);
  return { answer: contractView(contract) };
}

function pricedTwice(resource: string): RefusedError {
  const path = `priceShapes.${resource}`;
  const message = "has a plain rate too; a resource has one of them";
  return refused("bad_input", `${path}: ${message}`, { fields: [{ path, message }] });
}

/** Terms as plain JSON: amounts and rates as digits. */
function jsonOf(terms: object): unknown {
  return JSON.parse(JSON.stringify(terms, (_key, value) => (typeof value === "bigint" ? String(value) : value)));
}
