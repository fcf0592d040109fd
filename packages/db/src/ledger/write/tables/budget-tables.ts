import type { Budget, BudgetUse } from "@scrip/domain/ledger";
import type { Of } from "./batch-row-types.ts";
import { type Column, column, ofOrg, type TableShape } from "./columns.ts";

const budgetColumns = <Row extends Of<Budget> | Of<BudgetUse>>(): Column<Row>[] => [
  ofOrg(),
  column("scope", "text", (row) => row.scope),
  column("ref", "text", (row) => row.ref),
  column("period", "text", (row) => row.period),
];

export const BUDGETS: TableShape<Of<Budget>> = {
  table: "budgets",
  key: ["org_id", "scope", "ref", "period"],
  columns: [
    ...budgetColumns<Of<Budget>>(),
    column("cap", "bigint", (row) => row.cap),
    column("mode", "text", (row) => row.mode),
    column("version", "integer", (row) => row.version),
    column("created_at", "timestamptz", (row) => row.createdAt),
  ],
  mutable: [],
};

export const BUDGET_USES: TableShape<Of<BudgetUse>> = {
  table: "budget_uses",
  key: ["org_id", "scope", "ref", "period", "window_start"],
  columns: [
    ...budgetColumns<Of<BudgetUse>>(),
    column("window_start", "timestamptz", (row) => row.from),
    column("used", "bigint", (row) => row.used),
    column("level", "smallint", (row) => row.level),
  ],
  mutable: ["used", "level"],
};
