export { findPeopleByEmail, organizationsOfPeople, type PersonByEmail } from "./find-people.ts";
export { isOperator, listOperators, makeOperator, type Operator, removeOperator } from "./operators.ts";
export type { OriginJson, StaffActState } from "./staff-act.entity.ts";
export {
  decideStaffAct,
  getStaffAct,
  insertStaffAct,
  listStaffActs,
  lockStaffAct,
  lockStaffActs,
  markStaffAct,
  type NewStaffAct,
  type StaffActDecision,
  type StaffActList,
  type StoredStaffAct,
  staffActByKey,
  sumOfActsAlone,
} from "./staff-acts.ts";
