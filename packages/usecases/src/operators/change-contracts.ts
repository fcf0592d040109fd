import { type ContractEnd, createContract, endContract, type NewContract } from "../plans/contracts.ts";
import type { ContractView } from "../plans/plan-view.ts";
import { audited, type ChangeDeps } from "./change-organization.ts";
import type { OperatorCaller } from "./operator-caller.ts";

interface OfOrganization {
  readonly orgId: string;
}

/**
 * Enters a contract of an organization.
 * @throws RefusedError `operators_only`, and the refusals of `createContract`
 * @throws OrganizationMissing
 * @source docs/rules.md#changes-of-organizations
 */
export function createContractAsOperator(
  deps: ChangeDeps,
  operator: OperatorCaller,
  { orgId, ...contract }: OfOrganization & NewContract,
): Promise<ContractView> {
  const { reason, plan } = contract;
  const kept = { action: "contract.created", details: { plan } } as const;
  return audited(deps, operator, { orgId, reason, ...kept }, (caller) => createContract(deps, caller, contract));
}

/**
 * Ends a contract of an organization, or gives it another end.
 * @throws RefusedError `operators_only`, and the refusals of `endContract`
 * @throws OrganizationMissing
 * @source docs/rules.md#changes-of-organizations
 */
export function endContractAsOperator(
  deps: ChangeDeps,
  operator: OperatorCaller,
  { orgId, ...end }: OfOrganization & ContractEnd,
): Promise<ContractView> {
  const { reason, contract } = end;
  const action = end.at === undefined ? "contract.ended" : "contract.end_set";
  const details = { contract: `contract_${contract}` };
  return audited(deps, operator, { orgId, reason, action, details }, (caller) => endContract(deps, caller, end));
}
