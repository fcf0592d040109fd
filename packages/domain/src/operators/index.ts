export { OPERATOR_PERMISSIONS, type OperatorPermission } from "./permissions.ts";
export {
  APPROVAL_MS,
  creditExpiry,
  type LedgerAct,
  needsApproval,
  type PaymentRefund,
  STAFF_ACT_KINDS,
  type StaffAct,
  type StaffActFrame,
  type StaffActKind,
  type StaffCommand,
  SUMMED_MS,
  staffCommand,
} from "./staff-act.ts";
