import type { BudgetPeriod, BudgetScope } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { BudgetLevel } from "@scrip/domain/notices";
import { checks, instantColumn, microsColumn } from "../../connection/columns.ts";
import { organizationEntity } from "../../connection/home-entity.ts";

/** The use of one budget in one window. */
export interface BudgetUseRow {
  orgId: string;
  scope: BudgetScope;
  ref: string;
  period: BudgetPeriod;
  windowStart: Date;
  used: Micros;
  /** The highest level of the cap, in percent, of which people were notified in the window. */
  level: BudgetLevel;
}

const KEY = { primary: true, primaryKeyConstraintName: "budget_uses_pkey" } as const;
const BUDGET = ["orgId", "scope", "ref", "period"];

export const BudgetUseEntity = organizationEntity<BudgetUseRow>({
  name: "budgetUse",
  tableName: "budget_uses",
  columns: {
    orgId: { type: "uuid", ...KEY },
    scope: { type: "text", ...KEY },
    ref: { type: "text", ...KEY },
    period: { type: "text", ...KEY },
    windowStart: { ...instantColumn, ...KEY },
    used: microsColumn,
    level: { type: "smallint", default: 0 },
  },
  foreignKeys: [
    { name: "budget_uses_budget_fkey", target: "budget", columnNames: BUDGET, referencedColumnNames: BUDGET },
  ],
  checks: checks("budget_uses_level", "budget_uses_used"),
});
