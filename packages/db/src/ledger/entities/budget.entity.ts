import type { BudgetMode, BudgetPeriod, BudgetScope } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import { checks, instantColumn, microsColumn } from "../../connection/columns.ts";
import { toOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** A cap on the use of one subject in each window of a period. */
export interface BudgetRow {
  orgId: string;
  scope: BudgetScope;
  /** The subject within its scope; empty for the organization. */
  ref: string;
  period: BudgetPeriod;
  /** `null` counts the use and limits nothing. */
  cap: Micros | null;
  mode: BudgetMode;
  /** Grows with each change of the cap. */
  version: number;
  createdAt: Date;
}

export const BudgetEntity = organizationEntity<BudgetRow>({
  name: "budget",
  tableName: "budgets",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "budgets_pkey" },
    scope: { type: "text", primary: true, primaryKeyConstraintName: "budgets_pkey" },
    ref: { type: "text", primary: true, primaryKeyConstraintName: "budgets_pkey" },
    period: { type: "text", primary: true, primaryKeyConstraintName: "budgets_pkey" },
    cap: { ...microsColumn, nullable: true },
    mode: { type: "text" },
    version: { type: "integer" },
    createdAt: { ...instantColumn, update: false },
  },
  foreignKeys: [toOrganization("budgets_org_fkey")],
  checks: checks("budgets_scope", "budgets_ref", "budgets_period", "budgets_cap", "budgets_mode", "budgets_version"),
});
