export {
  type Contract,
  type ContractCredit,
  type ContractFacts,
  type ContractGrant,
  type ContractRefusal,
  type ContractState,
  type ContractTerms,
  checkContract,
  contractCreditDueAt,
  contractGrants,
} from "./contract.ts";
