import type { Micros } from "../../money/index.ts";
import type { BudgetLevel } from "../../notices/budget-level.ts";
import type { BudgetPeriod, BudgetScope } from "./budget.ts";
import type { Id, Instant } from "./ids.ts";

/** An event that a command of the ledger causes. Amounts in micro-USD. */
export type LedgerAlert =
  | { readonly kind: "balance.low"; readonly available: Micros; readonly threshold: Micros }
  | { readonly kind: "balance.exhausted"; readonly available: Micros; readonly owed: Micros }
  | { readonly kind: "balance.restored"; readonly available: Micros }
  | BudgetAlert
  | {
      readonly kind: "job.should_pause";
      readonly id: Id;
      readonly job: string;
      readonly resource: string;
      readonly reason: string;
      readonly missing: Micros;
    }
  | {
      readonly kind: "endpoint.should_stop";
      readonly id: Id;
      readonly endpoint: string;
      readonly resource: string;
      readonly reason: string;
      readonly missing: Micros;
    };

/** The use of a budget reached a level of its cap. */
export interface BudgetAlert {
  readonly kind: "budget.reached";
  readonly scope: BudgetScope;
  /** The id of the service key, the label of the member or of the project; empty for the organization. */
  readonly ref: string;
  readonly period: BudgetPeriod;
  /** The start of the window. */
  readonly from: Instant;
  readonly level: Exclude<BudgetLevel, 0>;
  readonly cap: Micros;
  readonly used: Micros;
}
