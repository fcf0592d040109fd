export { type AsOfFound, balanceAsOf, type LedgerAsOf, type PointInTime } from "./balance-as-of.ts";
export {
  type ChargeDebt,
  type ChargeLineage,
  type ChargeLineageFound,
  chargeLineage,
  type GrantPaid,
  type PaidThrough,
} from "./charge-lineage.ts";
export type { ChargePaid, ChargesPaid, PaidCursor, PaidFor } from "./grant-charges.ts";
export type { GrantNamed, GrantStanding } from "./grant-json.ts";
export { type GrantLineage, type GrantLineageFound, grantLineage } from "./grant-lineage.ts";
export { type JobLineage, type JobLineageFound, type JobPart, jobLineage } from "./job-lineage.ts";
